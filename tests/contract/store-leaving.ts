import { describe, expect, it } from 'vitest'
import { beginSteps, defaultTemplate } from '#domain/exit/procedures.ts'
import type { Run } from '#domain/exit/run.ts'
import { entryVerifies } from '#domain/log.ts'
import type { Obligation } from '#domain/obligation/obligation.ts'
import { sha256 } from '#db/stores/log-store.ts'
import { aMember, AT } from './rows.ts'
import type { Bench } from './store-contract.ts'

function anObligation(id: string, ownerId: string, change: Partial<Obligation> = {}): Obligation {
  return {
    id,
    kind: 'customer',
    title: '客户',
    ownerId,
    source: 'crm',
    externalId: null,
    state: 'open',
    data: {},
    settled: null,
    outcome: null,
    createdAt: AT,
    generation: 0,
    interruptedAt: null,
    repairMs: null,
    dueAt: null,
    ...change,
  }
}

function aRun(id: string, subjectId: string): Run {
  return {
    id,
    kind: 'offboarding',
    subjectId,
    path: 'on-job',
    state: 'running',
    templateVersion: 1,
    steps: beginSteps(defaultTemplate('offboarding'), 'on-job'),
    startedBy: { kind: 'system', id: null, name: null },
    startedAt: AT,
    closedAt: null,
    reason: null,
    supervisorId: null,
    review: null,
  }
}

/** Leaving in good order: docs/spec/runs.md. */
export function leavingRules(bench: Bench): void {
  describe('leaving', () => {
    it('[EX34] obligations are listed by owner, kind and state, counted, due, and found under their newest name', async () => {
      const { store, fresh } = bench
      const [owner, other, departmentId] = [fresh('mem'), fresh('mem'), fresh('dep')]
      const ids = Array.from({ length: 120 }, () => fresh('obl'))
      const by = { kind: 'system', id: null, name: null } as const
      const external = fresh('name')
      await store.write(async (tx) => {
        await tx.members.insert(aMember(owner, { departmentId }), null, '')
        await tx.obligations.insert(
          ids.map((id, i) => anObligation(id, owner, { createdAt: AT + i, kind: i < 100 ? 'customer' : 'reminder' })),
          AT,
        )
        const first = anObligation(fresh('obl'), owner, { externalId: external, kind: 'approval' })
        const settled = { act: 'transfer', by, to: other, at: AT } as const
        await tx.obligations.insert([{ ...first, state: 'settled', settled }], AT)
        await tx.obligations.insert([{ ...first, id: fresh('obl'), ownerId: other, generation: 1 }], AT)
        await tx.obligations.insert([anObligation(fresh('obl'), other, { kind: 'reminder', dueAt: AT + 5 })], AT)
      })
      const { obligations } = store.read
      expect((await obligations.countsOf([owner, other])).get(owner)).toEqual({ customer: 100, reminder: 20 })
      expect((await obligations.byExternal('crm', external))?.ownerId).toBe(other)
      expect(await obligations.openOf(owner, ['customer'])).toHaveLength(100)
      expect((await obligations.openOf(owner, ['customer'], 3)).map(({ id }) => id)).toEqual(ids.slice(0, 3))
      const page = await obligations.list({ departments: new Set([departmentId]), states: ['open'], limit: 70 })
      const next = await obligations.list({
        departments: new Set([departmentId]),
        states: ['open'],
        limit: 70,
        cursor: page.nextCursor ?? '',
      })
      expect(new Set([...page.items, ...next.items].map(({ id }) => id)).size).toBe(120)
      expect((await obligations.due(AT + 4, 10)).filter(({ ownerId }) => ownerId === other)).toEqual([])
      expect((await obligations.due(AT + 5, 10)).filter(({ ownerId }) => ownerId === other)).toHaveLength(1)
      const twice = store.write((tx) =>
        tx.obligations.insert([anObligation(fresh('obl'), owner, { externalId: external, generation: 1 })], AT),
      )
      await expect(twice).rejects.toThrow()
    })

    it('[EX34] a run, its file and its template come back as they were stored', async () => {
      const { store, fresh } = bench
      const [runId, subject, fileId] = [fresh('run'), fresh('mem'), fresh('fil')]
      const run = aRun(runId, subject)
      const steps = defaultTemplate('offboarding').steps
      const file = { id: fileId, runId, name: 'a.csv', mediaType: 'text/csv', rows: 1, bytes: 9, sha256: 'x' }
      await store.write(async (tx) => {
        await tx.runs.insert(run)
        await tx.runs.insertFile({ ...file, createdAt: AT, expiresAt: AT + 10 })
        await tx.runs.insertFilePart(fileId, 0, '工号\n')
        await tx.runs.insertTemplate({ kind: 'offboarding', version: 2, steps }, subject, AT)
      })
      expect(await store.read.runs.get(runId)).toEqual(run)
      expect((await store.read.runs.running(subject)).map(({ id }) => id)).toEqual([runId])
      expect(await store.read.runs.filePart(fileId, 0)).toBe('工号\n')
      expect(await store.read.runs.template('offboarding')).toEqual({ kind: 'offboarding', version: 2, steps })
      expect(await store.read.runs.template('closing')).toBeNull()
      await store.write((tx) => tx.runs.save({ ...run, state: 'done', closedAt: AT + 1, supervisorId: subject }))
      expect(await store.read.runs.running(subject)).toEqual([])
      expect((await store.read.runs.list({ supervisorId: subject, limit: 5 })).items.map(({ id }) => id)).toEqual([
        runId,
      ])
      await store.write((tx) => tx.runs.pruneFiles(AT + 10))
      expect([await store.read.runs.file(fileId), await store.read.runs.filePart(fileId, 0)]).toEqual([null, null])
    })

    it('[EX34] a key is found by its hash, and revoked once', async () => {
      const { store, fresh } = bench
      const [id, ownerId, hash] = [fresh('key'), fresh('mem'), fresh('hash')]
      const key = { id, name: 'k', ownerId, scopes: ['members:read'], createdAt: AT, expiresAt: AT + 9 } as const
      await store.write((tx) => tx.integrations.insert({ ...key, lastUsedAt: null, revokedAt: null }, hash))
      expect(await store.read.integrations.byHash(hash)).toEqual({ ...key, lastUsedAt: null, revokedAt: null })
      expect(await store.write((tx) => tx.integrations.revoke(id, AT + 1))).toBe(true)
      expect(await store.write((tx) => tx.integrations.revoke(id, AT + 2))).toBe(false)
      expect((await store.read.integrations.get(id))?.revokedAt).toBe(AT + 1)
    })

    it('[EX35] erasing keeps the chain', async () => {
      const { store, fresh } = bench
      const stream = fresh('mem')
      await store.write(async (tx) => {
        await tx.log.append(stream, [{ type: 'member.created', data: { name: '李娜' } }], AT)
        await tx.log.append(stream, [{ type: 'member.changed', data: { name: '王五' } }], AT)
      })
      await store.write((tx) => tx.closings.eraseLog(stream))
      const entries = await store.read.log.after(stream, 0, 10)
      expect(entries.map(({ data, salt }) => [data, salt])).toEqual([
        [null, null],
        [null, null],
      ])
      let hash = ''
      for (const entry of entries) {
        expect(entryVerifies(hash, entry, sha256)).toBe(true)
        hash = entry.hash
      }
    })
  })
}
