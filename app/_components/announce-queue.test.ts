import { expect, it } from 'vitest'
import { createAnnouncer } from './announce-queue.ts'

it('says the first sentence at once and what follows together, once in 5 seconds', () => {
  let time = 0
  const timers: { at: number; run: () => void }[] = []
  const { say, listen } = createAnnouncer({
    everyMs: 5_000,
    now: () => time,
    later: (run, ms) => timers.push({ at: time + ms, run }),
  })
  const heard: string[] = []
  listen((text) => heard.push(text))

  say('A confirmed.')
  time = 1_000
  say('B confirmed.')
  say('B confirmed.')
  say('C has the order.')
  expect(heard).toEqual(['A confirmed.'])
  expect(timers.map(({ at }) => at)).toEqual([5_000])

  time = 5_000
  timers[0]?.run()
  expect(heard).toEqual(['A confirmed.', 'B confirmed. C has the order.'])

  time = 20_000
  say('D confirmed.')
  expect(heard.at(-1)).toBe('D confirmed.')
})
