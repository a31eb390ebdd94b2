import { expect, it } from 'vitest'
import type { RunDetail } from '#protocol/run.ts'
import type { Problem } from '#tests/support/api.ts'
import { as, stateOf, stepIn } from '#tests/support/runs.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import { long } from './counts.ts'
import { rows } from './store-file.ts'
import { turns } from './turns.ts'

/** kill -9 at any step of any procedure (issue 5, parts 2 and 5). */
const { server, firm, leaving } = await servedCompany()

const LIMIT_MS = 300_000
const WHY = 'It has to be so, says the test'
type Ask = readonly [step: string, body?: Record<string, unknown>]
type Way = { readonly run: RunDetail; readonly asks: readonly Ask[] }

/** Asks a step; whether it was answered. What had happened before a kill is answered as done. */
async function ask({ run }: Way, [step, body = {}]: Ask): Promise<boolean> {
  const answer = await leaving.act(firm.owner, run, step, body).catch(() => null)
  if (answer === null) return false
  expect([step, answer.status, answer.status === 200 ? '' : answer.body.code]).toEqual(
    answer.status === 200 ? [step, 200, ''] : [step, 409, 'already_done'],
  )
  return true
}

/** Asks the next step of each procedure at once and kills the server before it may have answered; then asks again. */
async function killedAt(ways: readonly Way[], round: number): Promise<void> {
  const due = ways.flatMap((way) => way.asks.slice(round, round + 1).map((one) => [way, one] as const))
  const asked = Promise.all(due.map(([way, one]) => ask(way, one)))
  await Promise.race([asked, turns(Math.random() * 300)])
  await server.kill()
  const answered = await asked
  await server.restart()
  for (const [i, [way, one]] of due.entries()) {
    const { state } = stepIn(await leaving.see(firm.owner, way.run), one[0]) ?? {}
    if (answered[i]) expect(['done', 'waiting']).toContain(state)
    else if (state !== 'done') expect(await ask(way, one)).toBe(true)
  }
}

async function waysOut() {
  const admin = await firm.device(await firm.member('孙管', { roles: ['admin'] }))
  const heir = await firm.member('吴管', { roles: ['admin'] })
  const leaver = await firm.device(await firm.member('张三', { handlesCustomers: true }))
  const taker = await firm.member('李四')
  const boss = await firm.device(await firm.member('赵六'))
  const checked = await firm.member('周七')
  for (const kind of ['approval', 'approval', 'api-grant']) await leaving.owe(admin.memberId, kind)
  for (const kind of ['customer', 'customer', 'customer-group', 'reminder']) await leaving.owe(leaver.memberId, kind)
  for (const kind of ['reminder', 'meeting', 'third-party-grant', 'api-grant']) await leaving.owe(checked.id, kind)
  const begin = async (kind: string, subjectId: string) => (await leaving.start(firm.owner, { kind, subjectId })).body
  const to = { to: heir.id }
  const ways: Way[] = [
    {
      run: await begin('admin-exit', admin.memberId),
      asks: [['approvals', to], ['backup'], ['api-access'], ['successor', { memberId: heir.id }], ['sign-out']],
    },
    {
      run: await begin('offboarding', leaver.memberId),
      asks: [
        ['disable'],
        ['clear-devices'],
        ['hand-over', { to: taker.id }],
        ['supervisor', { supervisorId: boss.memberId }],
        ['reclaim'],
      ],
    },
    {
      run: await begin('last-checks', checked.id),
      asks: [['messages'], ['meetings'], ['third-party'], ['api-access']],
    },
  ]
  return { ways, admin, leaver, boss, taker: taker.id, heir: heir.id }
}

it(
  '[EX39] killed at any step, each procedure goes on, and nothing is done twice',
  async () => {
    const { ways, admin, leaver, boss, taker, heir } = await waysOut()
    const [exit, offboarding, checks] = ways.map(({ run }) => run)
    if (!exit || !offboarding || !checks) throw new Error('no runs')
    // In `npm test` every other step is killed, which ones differs from run to run; the long run kills at all.
    const parity = Math.floor(Math.random() * 2)
    for (let round = 0; round < 5; round++) {
      if (long || round % 2 === parity) await killedAt(ways, round)
      else for (const way of ways) for (const one of way.asks.slice(round, round + 1)) await ask(way, one)
      if (round === 1) await leaver.confirm(await leaver.order())
    }
    await boss.http.post(`/api/v1/runs/${offboarding.id}/sign-off`, {}, as(boss))
    await admin.confirm(await admin.order())
    await ask({ run: offboarding, asks: [] }, ['remove'])
    for (const run of [exit, offboarding, checks]) {
      const seen = await leaving.see(firm.owner, run)
      expect([seen.kind, seen.state, stateOf(seen)]).toEqual([
        run.kind,
        'done',
        Object.fromEntries(run.steps.map(({ id }) => [id, 'done'])),
      ])
    }
    const open = async (id: string) =>
      (await leaving.ofOwner(id, '&state=open')).items.map(({ kind }) => kind).toSorted()
    expect([await open(taker), await open(heir)]).toEqual([
      ['customer', 'customer', 'customer-group'],
      ['approval', 'approval'],
    ])
    const twice = `SELECT stream, json_extract(data, '$.stepId') AS step, count(*) AS n FROM entry WHERE type = 'run.step'
      AND json_extract(data, '$.state') = 'done' GROUP BY stream, step HAVING n > 1`
    expect(rows(server.dataDir, twice)).toEqual([])
    const gone = [admin.memberId, leaver.memberId, boss.memberId, taker, heir, checks.subject?.id ?? '']
    await closed(gone, (moment) => long || CLOSING_MOMENTS.indexOf(moment) % 2 === parity)
  },
  LIMIT_MS,
)

const CLOSING_MOMENTS = ['submission', 'restore', 'decision', 'erasing'] as const
type Moment = (typeof CLOSING_MOMENTS)[number]

/** Sends, and where it is to be killed kills the server before it may have answered. */
async function sent(send: () => Promise<{ status: number }>, kill: boolean): Promise<void> {
  const answer = send().catch(() => null)
  if (kill) {
    await Promise.race([answer, turns(Math.random() * 300)])
    await server.kill()
    await answer
    await server.restart()
  }
  await answer
}

/**
 * Removes everybody and closes the company, killed at these moments. Each act was done or was not, is asked again, and is done once: the review
 * stands with its dates, a restore brings everything back, the company is closed with its record, and what was personal goes to the last.
 */
async function closed(members: readonly string[], kills: (moment: Moment) => boolean): Promise<void> {
  const { owner } = firm
  await settleAll(members)
  const reviewed = async (kill: boolean) => {
    const run = (await leaving.start(owner, { kind: 'closing', companyName: 'Example Ltd 示例公司' })).body
    await leaving.act(owner, run, 'backup')
    await sent(() => leaving.act(owner, run, 'submit'), kill)
    const again = await leaving.act(owner, run, 'submit')
    expect([200, 409]).toContain(again.status)
    if (again.status === 409) expect(again.body.code).toBe('already_done')
    return leaving.see(owner, run)
  }
  const called = await reviewed(kills('submission'))
  expect([called.state, stepIn(called, 'submit')?.state, called.review === null]).toEqual(['running', 'done', false])

  const people = async () => (await owner.http.get<{ items: unknown[] }>('/api/v1/admin/members', as(owner))).body.items
  const before = await people()
  const restore = () => owner.http.post<Problem>(`/api/v1/admin/runs/${called.id}/restore`, {}, as(owner))
  await sent(restore, kills('restore'))
  expect([200, 409]).toContain((await restore()).status)
  expect([(await leaving.see(owner, called)).state, await people()]).toEqual(['cancelled', before])
  expect(rows(server.dataDir, "SELECT 1 FROM entry WHERE type = 'run.restored'")).toHaveLength(1)

  const run = await reviewed(false)
  const { now } = (await owner.http.post<{ now: string }>('/api/test/clock', { advanceMs: 0 })).body
  const earliest = Date.parse(`${run.review?.earliest}T12:00:00+08:00`)
  await owner.http.post('/api/test/clock', { advanceMs: Math.max(0, earliest - Date.parse(now)) })
  await owner.signInAgain()
  const path = `/api/v1/admin/runs/${run.id}/decide`
  const decide = () => owner.http.post<RunDetail & Problem>(path, { approve: true, reason: WHY }, as(owner))
  await sent(decide, kills('decision'))
  expect([200, 410]).toContain((await decide()).status)
  if (kills('erasing')) {
    await server.kill() // it begins when the decision is answered
    await server.restart()
  }
  await expect
    .poll(() => rows(server.dataDir, 'SELECT erased_at FROM closing_record')[0]?.['erased_at'], { timeout: 20_000 })
    .toBeGreaterThan(0)
  expect(rows(server.dataDir, "SELECT 1 FROM member WHERE name <> ''")).toEqual([])
  expect(rows(server.dataDir, "SELECT 1 FROM entry WHERE type = 'org.closed'")).toHaveLength(1)
  expect((await owner.http.get('/api/v1/me', as(owner))).status).toBe(410)
  expect((await owner.confirm(await owner.order())).body.state).toBe('confirmed')
}

async function settleAll(members: readonly string[]): Promise<void> {
  const { owner } = firm
  const acts: Record<string, string> = { approval: 'transfer', customer: 'hand-over', 'customer-group': 'hand-over' }
  for (const id of members) {
    const { items } = await leaving.ofOwner(id, '&state=open')
    for (const one of items) await leaving.settle(owner, [one.id], acts[one.kind] ?? '', owner.memberId)
    await owner.http.post(`/api/v1/admin/members/${id}/suspend`, { reason: WHY }, as(owner))
    await owner.http.post(`/api/v1/admin/members/${id}/remove`, {}, as(owner))
  }
}
