import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { rfc3339 } from '#domain/ids.ts'
import {
  ACTS_OF,
  OBLIGATION_KINDS,
  OBLIGATION_STATES,
  type Obligation,
  type ObligationKind,
} from '#domain/obligation/obligation.ts'
import { authoriseOn } from '../commands/authorise.ts'
import { authoriseObligation } from '../commands/obligation/whose.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'

export type ObligationAsk = {
  readonly owner?: string | undefined
  readonly query?: string | undefined
  readonly kind?: string | undefined
  readonly state?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Words divided by commas, each one of these. Throws `invalid`. */
export function listed<T extends string>(
  field: string,
  given: string | undefined,
  known: readonly T[],
): T[] | undefined {
  if (given === undefined) return undefined
  const asked = given.split(',').map((word) => word.trim())
  const found = known.filter((one) => asked.includes(one))
  if (asked.some((word) => !found.some((one) => one === word)))
    throw new DomainError('invalid', { errors: [{ field, code: 'unknown' }] })
  return found
}

/** One's own obligations. */
export function listOwnObligations(ports: Ports, viewer: Viewer, ask: ObligationAsk) {
  return pageOf(ports, ask, { owners: [viewer.memberId] })
}

/** Obligations that an administrator may see: of their departments; for HR, of whom they see out. */
export async function listObligations(ports: Ports, viewer: Viewer, ask: ObligationAsk) {
  const { read } = ports.store
  if (ask.owner !== undefined) {
    await authoriseObligation(read, viewer, { ownerId: ask.owner })
    return pageOf(ports, ask, { owners: [ask.owner] })
  }
  if (viewer.roles.includes('owner') || viewer.roles.includes('admin'))
    return pageOf(ports, ask, { departments: viewer.scope ?? undefined })
  return pageOf(ports, ask, { owners: await beingOffboarded(ports, viewer) })
}

async function beingOffboarded(ports: Ports, viewer: Viewer): Promise<readonly string[]> {
  const { read } = ports.store
  const { policy } = await requireOrg(read.org)
  const owners: string[] = []
  for (const { kind, subjectId } of await read.runs.running()) {
    if (kind !== 'offboarding' || subjectId === null) continue
    const seen = await authoriseOn(read.members, viewer, 'obligations', subjectId, policy, read.runs).catch(() => null)
    if (seen) owners.push(subjectId)
  }
  return owners
}

type Whose = {
  readonly owners?: readonly string[]
  readonly departments?: ReadonlySet<string> | undefined
}

async function pageOf(ports: Ports, ask: ObligationAsk, whose: Whose) {
  const { query, cursor, limit } = ask
  const kinds = listed<ObligationKind>('kind', ask.kind, OBLIGATION_KINDS)
  const states = listed('state', ask.state, OBLIGATION_STATES)
  const page = await ports.store.read.obligations.list({ ...whose, query, kinds, states, cursor, limit })
  return { items: await obligationViews(ports, page.items), nextCursor: page.nextCursor, total: page.total }
}

/** Obligations as they are shown, with the names of whom they speak of. */
export async function obligationViews(ports: Ports, obligations: readonly Obligation[]) {
  const people = obligations.flatMap(({ ownerId, settled }) => [ownerId, settled?.to ?? null])
  const ids = [...new Set(people.filter((id) => id !== null))]
  const names = new Map((await ports.store.read.members.many(ids)).map(({ id, name }) => [id, name]))
  return obligations.map((obligation) => shown(obligation, names))
}

function shown(obligation: Obligation, names: ReadonlyMap<string, string>) {
  const { generation: _, dueAt: __, data, settled, ownerId, createdAt, interruptedAt, ...rest } = obligation
  return {
    ...rest,
    data: { ...data, to: data.to && [...data.to] },
    ownerId,
    owner: ownerId === null ? null : { id: ownerId, name: names.get(ownerId) ?? '' },
    settled:
      settled === null
        ? null
        : {
            ...settled,
            toName: settled.to === null ? null : (names.get(settled.to) ?? null),
            at: rfc3339(settled.at),
          },
    createdAt: rfc3339(createdAt),
    interruptedAt: rfc3339(interruptedAt),
    acts: obligation.state === 'open' ? [...ACTS_OF[obligation.kind]] : [],
  }
}
