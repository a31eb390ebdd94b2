import { expect, it } from 'vitest'
import { sampleDevice } from '#app/_live/samples.ts'
import { machinesOf } from './machines.ts'

it('[LV7] installations of one computer stand together, each with its own session', () => {
  const devices = [
    sampleDevice('a', { installId: 'one' }),
    sampleDevice('b', { installId: 'two' }),
    sampleDevice('c', { installId: 'one' }),
  ]
  const machines = machinesOf(devices).map(({ devices: together }) => together.map(({ id }) => id))
  expect(machines).toEqual([['a', 'c'], ['b']])
})
