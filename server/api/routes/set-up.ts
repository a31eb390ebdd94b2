import { DomainError } from '#domain/errors.ts'
import { rfc3339 } from '#domain/ids.ts'
import type { Policy } from '#domain/policy.ts'
import { clockBody, clockNow, setUpBody, setUpDone, setUpNeeded } from '#protocol/set-up.ts'
import { setUp } from '../../commands/set-up.ts'
import { memberShown } from '../../queries/me.ts'
import type { ApiDeps } from '../deps.ts'
import { created, ok } from '../reply.ts'
import { open, type Route } from '../route.ts'

/** The wizard, and the test clock where it is on (protocol.md, part 1). */
export function setUpRoutes(advanceClock: ApiDeps['advanceClock']): readonly Route[] {
  return advanceClock === null ? [needed, found] : [needed, found, clockRoute(advanceClock)]
}

const needed = open({
  method: 'get',
  path: '/api/v1/setup',
  name: 'getSetUp',
  tag: 'Set-up',
  summary: 'Whether this Signoff still is to be set up',
  answer: setUpNeeded,
  run: async ({ ports }) => ok({ needed: (await ports.store.read.org.get()) === null }),
})

const found = open({
  method: 'post',
  path: '/api/v1/setup',
  name: 'setUp',
  tag: 'Set-up',
  summary: 'Founds the company and its owner, once, with the code from the log',
  body: setUpBody,
  status: 201,
  answer: setUpDone,
  refusals: ['already_set_up', 'bad_setup_code', 'weak_password'],
  async run({ ports, deps, rawBody, body }) {
    if ((await ports.store.read.org.get()) !== null) throw new DomainError('already_set_up')
    const raw = await rawBody()
    const code =
      typeof raw === 'object' && raw !== null && 'code' in raw && typeof raw.code === 'string' ? raw.code : ''
    if (deps.setUpCode.verify(code.trim()) !== 'right') throw new DomainError('bad_setup_code')
    const { company, locale, timeZone, owner, policy } = await body()
    return created({
      member: memberShown(await setUp(ports, { company, locale, timeZone, owner, policy: given(policy ?? {}) })),
    })
  },
})

/** Only what was said: the rest is the default. */
function given(policy: { readonly [K in keyof Policy]?: Policy[K] | undefined }): Partial<Policy> {
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined))
}

function clockRoute(advance: NonNullable<ApiDeps['advanceClock']>): Route {
  return open({
    method: 'post',
    path: '/api/test/clock',
    name: 'advanceClock',
    tag: 'Server',
    summary: 'Moves the test clock and runs every job due by then',
    body: clockBody,
    answer: clockNow,
    run: async ({ body }) => ok({ now: rfc3339(await advance((await body()).advanceMs)) }),
  })
}
