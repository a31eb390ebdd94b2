import fc from 'fast-check'
import { DEVICES } from './world.ts'

const device = fc.nat({ max: DEVICES - 1 })
const pick = fc.nat({ max: 6 })
const often = fc.constantFrom(true, true, false)
const seldom = fc.constantFrom(false, false, false, false, true)

/** Everything that may happen. Numbers choose among what there is at that moment. */
export const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sign-in' as const), device, replace: fc.option(pick) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('link' as const),
      device,
      by: device,
      replace: fc.option(pick),
      fetch: often,
      wrong: seldom,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('sign-out' as const),
      by: device,
      scope: fc.constantFrom('this' as const, 'others' as const, 'all' as const, null, null, null),
      target: pick,
      approver: fc.constantFrom('none' as const, 'null' as const, 'other' as const),
      unbind: fc.boolean(),
      keepRecords: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('force' as const, 'suspend' as const, 'expire' as const),
      target: pick,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('confirm' as const),
      target: pick,
      result: fc.constantFrom('done' as const, 'done' as const, 'partial' as const, 'failed' as const),
      forge: fc.constantFrom('no' as const, 'no' as const, 'key' as const, 'nonce' as const, 'device' as const),
      old: fc.boolean(),
      jti: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('received' as const, 'progress' as const, 'not-now' as const),
      target: pick,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('approve' as const, 'decline' as const, 'retry' as const, 'remind' as const),
      by: device,
      anyone: fc.boolean(),
      target: pick,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('override' as const, 'waive' as const), target: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 2_000, 60_000, 16 * 60_000, 31 * 24 * 3_600_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('fault' as const, 'fetch' as const) }) },
)
type Union<T> = T extends fc.Arbitrary<infer U> ? U : never
export type Operation = Union<typeof operation>
/** The operations of one kind. */
export type Of<K extends Operation['do']> = Extract<Operation, { do: K }>
