import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { arrange } from '#domain/exit/advance.ts'
import { beginSteps, defaultTemplate, type Template } from '#domain/exit/procedures.ts'
import type { Run, RunKind, RunPath } from '#domain/exit/run.ts'
import type { MemberId } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import type { Member } from '#domain/member.ts'
import type { RunReads, Writes } from '#domain/store.ts'
import { adminActor } from '../actor.ts'
import { requireAnotherAdmin } from '../change-member.ts'
import { takeAll } from '../obligation/settle-obligations.ts'
import { requireOrg } from '../org.ts'
import type { Ports } from '../ports.ts'
import { authoriseSubject, mayRun } from './authorise-run.ts'
import { refreshed } from './refresh-run.ts'

export type RunAsk = {
  readonly kind: RunKind
  readonly subjectId?: MemberId | undefined
  readonly path?: RunPath | undefined
  readonly companyName?: string | undefined
}

/**
 * Begins a procedure. Throws `owner_only`, `forbidden`, `not_found`, `invalid` (no subject, a wrong company name), `run_open`, `last_admin`.
 */
export async function startRun(ports: Ports, viewer: Viewer, ask: RunAsk): Promise<Run> {
  if (ask.kind === 'closing' && !viewer.roles.includes('owner')) throw new DomainError('owner_only')
  if (!mayRun(viewer, ask.kind)) throw new DomainError('forbidden')
  const id = ports.random.id('run')
  const run = await ports.store.write(async (tx) => {
    await takeAll(tx, [ORG_STREAM, ask.subjectId ?? null])
    await tx.log.take(id)
    const subject = await subjectOf(tx, viewer, ask)
    await check(tx, ask, subject)
    const now = ports.clock.now()
    const template = await templateOf(tx.runs, ask.kind)
    const path = ask.kind === 'offboarding' ? (ask.path ?? 'on-job') : null
    const begun: Run = {
      id,
      kind: ask.kind,
      subjectId: subject?.id ?? null,
      path,
      state: 'running',
      templateVersion: template.version,
      steps: beginSteps(template, path),
      startedBy: adminActor(viewer),
      startedAt: now,
      closedAt: null,
      reason: null,
      supervisorId: null,
      review: null,
    }
    const run = await refreshed(tx, arrange(begun, now), subject, now)
    await tx.runs.insert(run)
    const { kind, subjectId, templateVersion, startedBy: by } = run
    const started = { type: 'run.started', data: { runId: id, kind, subjectId, path, templateVersion, by } }
    await tx.log.append(id, [started], now)
    return run
  })
  ports.bell.ring(id)
  return run
}

async function subjectOf(tx: Writes, viewer: Viewer, { kind, subjectId }: RunAsk): Promise<Member | null> {
  if (kind === 'closing') return null
  if (subjectId === undefined) throw new DomainError('invalid', { errors: [{ field: 'subjectId', code: 'required' }] })
  const subject = await tx.members.get(subjectId)
  if (!subject || subject.state === 'removed') throw new DomainError('not_found')
  await authoriseSubject(tx, viewer, 'run', subject)
  const decides = subject.roles.includes('admin') || subject.roles.includes('owner')
  if (kind === 'admin-exit' && !decides)
    throw new DomainError('invalid', { errors: [{ field: 'subjectId', code: 'bad_value' }] })
  return subject
}

async function check(tx: Writes, { kind, companyName }: RunAsk, subject: Member | null): Promise<void> {
  const { name } = await requireOrg(tx.org)
  if (kind === 'closing' && companyName?.trim() !== name)
    throw new DomainError('invalid', { errors: [{ field: 'companyName', code: 'mismatch' }] })
  const running = await tx.runs.running(subject?.id)
  if (running.some((other) => other.kind === kind)) throw new DomainError('run_open')
  if (subject && (kind === 'admin-exit' || kind === 'offboarding')) await requireAnotherAdmin(tx, subject)
}

/** The organisation's newest template of a kind, or the procedure as it comes. */
export async function templateOf(runs: RunReads, kind: RunKind): Promise<Template> {
  return (await runs.template(kind)) ?? defaultTemplate(kind)
}
