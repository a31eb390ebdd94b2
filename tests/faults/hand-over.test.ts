import { expect, it } from 'vitest'
import type { ObligationView } from '#protocol/obligation.ts'
import type { RunDetail } from '#protocol/run.ts'
import { api } from '#tests/support/api.ts'
import { servedCompany } from '#tests/support/served-company.ts'

/** A crash in the middle of a hand-over (issue 5, part 5). */
const { server, firm } = await servedCompany()

it('[EX36] killed while 500 customers are handed over, it goes on by itself and gives each to the taker once', async () => {
  const http = api(server.url)
  const as = { token: firm.owner.token }
  const leaver = await firm.member('张三', { handlesCustomers: true })
  const taker = await firm.member('李四')
  const rows = Array.from({ length: 500 }, (_, i) => `customer,客户 ${i},${leaver.email},crm,${i}`)
  const csv = ['kind,title,owner,source,externalId', ...rows].join('\n')
  const headers = { 'content-type': 'text/csv' }
  expect((await http.post('/api/v1/admin/obligations/import', csv, { ...as, headers })).status).toBe(200)
  const run = (await http.post<RunDetail>('/api/v1/admin/runs', { kind: 'offboarding', subjectId: leaver.id }, as)).body
  const act = (step: string, body = {}) => http.post<RunDetail>(`/api/v1/admin/runs/${run.id}/steps/${step}`, body, as)
  await act('disable')
  const asked = act('hand-over', { to: taker.id }).catch(() => null)
  const handed = async (owner: string, more: string) =>
    (await http.get<{ total: number; items: ObligationView[] }>(`/api/v1/admin/obligations?owner=${owner}&${more}`, as))
      .body.total
  while ((await handed(taker.id, 'state=open')) === 0);
  await server.kill()
  await asked
  await server.restart()
  const now = async () => {
    const { body } = await http.get<RunDetail>(`/api/v1/admin/runs/${run.id}`, as)
    return body.steps.find(({ id }) => id === 'hand-over')
  }
  await expect.poll(async () => (await now())?.state, { timeout: 30_000 }).toBe('done')
  expect((await now())?.progress).toEqual({ done: 500, of: 500 })
  expect([await handed(taker.id, 'state=open'), await handed(leaver.id, 'state=open')]).toEqual([500, 0])
})
