import type { ObligationView } from '#protocol/obligation.ts'
import type { RunDetail, StepView } from '#protocol/run.ts'
import type { Problem } from './api.ts'
import type { Company } from './company.ts'
import type { TestDevice } from './test-device.ts'

export const as = (device: TestDevice) => ({ token: device.token })
export const stepIn = (run: RunDetail, id: string): StepView | undefined => run.steps.find((step) => step.id === id)
export const stateOf = (run: RunDetail) => Object.fromEntries(run.steps.map(({ id, state }) => [id, state]))

/** Obligations and runs over HTTP, as the company's owner sees them. */
export function runsIn({ owner }: Company) {
  const { http } = owner
  let n = 0
  return {
    /** Writes down what hangs on a member. */
    async owe(ownerId: string | null, kind: string, data = {}, title = `${kind} ${++n}`) {
      const body = { kind, title, ownerId, data }
      return (await http.post<ObligationView>('/api/v1/admin/obligations', body, as(owner))).body
    },
    start: (who: TestDevice, body: Record<string, unknown>) =>
      http.post<RunDetail & Problem>('/api/v1/admin/runs', body, as(who)),
    act: (who: TestDevice, run: { id: string }, step: string, body: Record<string, unknown> = {}, how = '') =>
      http.post<RunDetail & Problem>(`/api/v1/admin/runs/${run.id}/steps/${step}${how}`, body, as(who)),
    see: async (who: TestDevice, run: { id: string }) =>
      (await http.get<RunDetail>(`/api/v1/admin/runs/${run.id}`, as(who))).body,
    settle: (who: TestDevice, ids: readonly string[], act: string, to?: string) =>
      http.post<{ items: ObligationView[] } & Problem>('/api/v1/admin/obligations/settle', { ids, act, to }, as(who)),
    outcome: (who: TestDevice, id: string, outcome: string) =>
      http.post<ObligationView & Problem>(`/api/v1/admin/obligations/${id}/outcome`, { outcome }, as(who)),
    async ofOwner(ownerId: string, more = '') {
      const path = `/api/v1/admin/obligations?owner=${ownerId}&limit=200${more}`
      return (await http.get<{ items: ObligationView[]; total: number }>(path, as(owner))).body
    },
    /** What the audit has of one type, newest first. */
    async logged(type: string) {
      const path = `/api/v1/admin/audit?type=${type}`
      const { body } = await http.get<{ items: { data: Record<string, unknown> }[] }>(path, as(owner))
      return body.items.map(({ data }) => data)
    },
    async setPolicy(change: Record<string, unknown>) {
      const { body, headers } = await http.get<Record<string, unknown>>('/api/v1/admin/policy', as(owner))
      const seen = { 'if-match': headers.get('etag') ?? '' }
      const put = await http.put('/api/v1/admin/policy', { ...body, ...change }, { ...as(owner), headers: seen })
      if (put.status !== 200) throw new Error(`the policy was refused: ${JSON.stringify(put.body)}`)
    },
  }
}
export type Runs = ReturnType<typeof runsIn>
