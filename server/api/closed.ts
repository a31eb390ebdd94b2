import { DomainError, isDomainError } from '#domain/errors.ts'
import type { Ports } from '../commands/ports.ts'
import type { Route } from './route.ts'

/** Throws `company_closed` once the company has closed. Closed is for good; a restored backup is another store. */
export async function requireCompanyOpen({ store }: Ports): Promise<void> {
  if ((await store.read.closings.get()) !== null) throw new DomainError('company_closed')
}

/** Nobody has a session of a closed company any more: to all but the † calls that is what it answers, not who they are not. */
export async function asClosed({ store }: Ports, error: unknown, route: Route | undefined): Promise<unknown> {
  const reports = route?.access === 'reporter' || route?.access === 'reporter-closed'
  const unknown = isDomainError(error) && ['unauthenticated', 'session_ended', 'token_replaced'].includes(error.code)
  if (!unknown || reports) return error
  return store.read.closings.get().then(
    (closing) => (closing === null ? error : new DomainError('company_closed')),
    (fault: unknown) => fault,
  )
}
