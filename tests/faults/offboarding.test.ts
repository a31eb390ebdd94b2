import { expect, it } from 'vitest'
import { servedCompany } from '#tests/support/served-company.ts'
import { count } from './counts.ts'
import { rows, seedMembers } from './store-file.ts'

/** Many offboardings, and kill -9 in the middle of them (quality.md, E11; issue 5, part 5). */
const { server, firm, leaving } = await servedCompany()

const AT_ONCE = 8
const STEPS = ['disable', 'clear-devices'] as const

/** Disables one member and has their devices cleared; what was begun by an earlier try goes on. Returns the outcome. */
async function offboard(subjectId: string): Promise<string> {
  const begun = await leaving.start(firm.owner, { kind: 'offboarding', subjectId })
  const path = `/api/v1/admin/runs?subject=${subjectId}&state=running`
  const found = () => firm.owner.http.get<{ items: { id: string }[] }>(path, { token: firm.owner.token })
  const run = begun.body.code === 'run_open' ? (await found()).body.items[0] : begun.body
  if (run === undefined) return 'lost'
  for (const step of STEPS) {
    const { status, body } = await leaving.act(firm.owner, run, step)
    if (status !== 200 && body.code !== 'already_done') return `${step} ${status} ${body.code}`
  }
  return 'done'
}

/** Offboards them all, some side by side; what was cut off has no outcome. */
async function offboardAll(members: readonly string[], each: (outcomes: number) => void): Promise<Map<string, string>> {
  const outcomes = new Map<string, string>()
  const left = [...members]
  const work = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const outcome = await offboard(id).catch(() => null)
      if (outcome !== null) outcomes.set(id, outcome)
      each(outcomes.size)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return outcomes
}

it('[E11] of 500 offboardings, killed at half, what was answered holds, the rest goes on, and nothing is done twice', async () => {
  const like = await firm.device(await firm.member('张三'))
  await server.stop()
  const members = seedMembers(server.dataDir, like.sessionId, count(500)).map(({ memberId }) => memberId)
  await server.restart()
  let dead: Promise<void> | undefined
  const half = Math.ceil(members.length / 2)
  const answered = await offboardAll(members, (outcomes) => {
    if (outcomes >= half) dead ??= server.kill()
  })
  await dead
  expect([...answered.values()].every((outcome) => outcome === 'done')).toBe(true)
  expect(answered.size).toBeLessThan(members.length)
  await server.restart()
  const suspended = () =>
    rows(server.dataDir, "SELECT id FROM member WHERE state = 'suspended'").map(({ id }) => String(id))
  expect(suspended()).toEqual(expect.arrayContaining([...answered.keys()]))

  const outcomes = await offboardAll(members, () => undefined)
  expect(new Map(members.map((id) => [id, 'done']))).toEqual(outcomes)
  const each = members.map(() => 1)
  const per = (sql: string) => rows(server.dataDir, sql).map(({ n }) => n)
  expect(per('SELECT count(*) AS n FROM run GROUP BY subject_id')).toEqual(each)
  expect(per("SELECT count(*) AS n FROM entry WHERE type = 'member.suspended' GROUP BY stream")).toEqual(each)
  const disabled = `type = 'run.step' AND json_extract(data, '$.stepId') = 'disable' AND json_extract(data, '$.state') = 'done'`
  expect(per(`SELECT count(*) AS n FROM entry WHERE ${disabled} GROUP BY stream`)).toEqual(each)
  expect(per('SELECT count(*) AS n FROM sign_out GROUP BY member_id, session_id')).toEqual(each)
  expect(new Set(suspended())).toEqual(new Set(members))
})
