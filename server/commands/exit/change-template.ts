import type { Viewer } from '#domain/access.ts'
import { templateFault, type Template, type TemplateStep } from '#domain/exit/procedures.ts'
import type { RunKind } from '#domain/exit/run.ts'
import { DomainError } from '#domain/errors.ts'
import { ORG_STREAM } from '#domain/log.ts'
import { adminActor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import { templateOf } from './start-run.ts'

/** Writes the next version of a procedure; runs that are under way keep theirs (guide statement C6). Throws `invalid`, `precondition_failed`. */
export async function changeTemplate(
  ports: Ports,
  viewer: Viewer,
  kind: RunKind,
  steps: readonly TemplateStep[],
  seen: number | undefined,
): Promise<Template> {
  const fault = templateFault(kind, steps)
  if (fault) throw new DomainError('invalid', { errors: [{ field: `steps.${fault.step}`, code: fault.code }] })
  const template = await ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    const before = await templateOf(tx.runs, kind)
    if (seen !== undefined && seen !== before.version)
      throw new DomainError('precondition_failed', { version: before.version })
    const next = { kind, version: before.version + 1, steps }
    const now = ports.clock.now()
    await tx.runs.insertTemplate(next, viewer.memberId, now)
    const data = { kind, version: next.version, by: adminActor(viewer) }
    await tx.log.append(ORG_STREAM, [{ type: 'template.changed', data }], now)
    return next
  })
  ports.bell.ring(ORG_STREAM)
  return template
}
