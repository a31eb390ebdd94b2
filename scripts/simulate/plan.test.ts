import { expect, test } from 'vitest'
import { PlanError, parsePlan } from './plan.ts'

const phone = { name: 'phone', kind: 'phone', os: 'ios', email: 'a@example.com' }
const plan = (...devices: object[]) => JSON.stringify({ url: 'http://localhost:3000', devices })

test('a plan gets its defaults', () => {
  expect(parsePlan(plan(phone)).devices[0]).toMatchObject({
    connection: 'socket',
    behaviour: 'answer',
    afterMs: [1_000, 4_000],
  })
})

test.each([
  ['{', 'JSON'],
  [plan(), 'devices'],
  [plan({ ...phone, behavior: 'answer' }), 'behavior'],
  [plan({ ...phone, behaviour: 'sulk' }), 'behaviour'],
  [plan({ ...phone, afterMs: -1 }), 'afterMs'],
  [plan(phone, phone), 'two devices have the name "phone"'],
  [plan({ ...phone, linkedBy: 'laptop' }), '"phone" is linked by "laptop", which must stand before it'],
])('refuses %s and says where', (text, message) => {
  expect(() => parsePlan(text)).toThrow(PlanError)
  expect(() => parsePlan(text)).toThrow(message)
})
