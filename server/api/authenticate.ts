import { DomainError } from '#domain/errors.ts'
import type { KeyScope } from '#domain/integration.ts'
import { whoHolds, type Caller } from '../queries/caller.ts'
import { isKey, whoHasKey, type KeyCaller } from '../queries/key-caller.ts'
import type { ApiDeps } from './deps.ts'

export type ActiveCaller = Extract<Caller, { kind: 'active' }>
export type EndedCaller = Extract<Caller, { kind: 'ended' }>

/** The token of `Authorization: Bearer …`, `''` where that header says something else, null without one. */
export function bearerOf(headers: Headers): string | null {
  const authorization = headers.get('authorization')
  if (authorization === null) return null
  return /^Bearer ([\w.~+/=-]{1,512})$/i.exec(authorization)?.[1] ?? ''
}

/** Who calls administrators' routes: a person, or a program within its scopes. */
export type AdminCaller = ActiveCaller | KeyCaller

export type Found = { readonly caller: Caller; readonly byCookie: boolean; readonly key: KeyCaller | null }

/** Who calls: by bearer, else by our cookie. Read from the rows on every request. */
export async function findCaller(deps: Pick<ApiDeps, 'ports' | 'tokenOfCookie'>, headers: Headers): Promise<Found> {
  const bearer = bearerOf(headers)
  if (bearer !== null && isKey(bearer))
    return { caller: { kind: 'none' }, byCookie: false, key: await whoHasKey(deps.ports, bearer) }
  const token = bearer ?? (await deps.tokenOfCookie(headers.get('cookie')))
  const caller: Caller = token === null || token === '' ? { kind: 'none' } : await whoHolds(deps.ports, token)
  return { caller, byCookie: bearer === null, key: null }
}

/** The caller with an active session, or the 401 that says why there is none. */
export function requireActive(caller: Caller): ActiveCaller {
  if (caller.kind === 'active') return caller
  throw refusalOf(caller)
}

/** The program behind a key, where this call is in one of its scopes; a person otherwise. Throws `forbidden` for a call that is in none. */
export function requireAdmin({ caller, key }: Found, scope: KeyScope | undefined): AdminCaller {
  if (key === null) return requireActive(caller)
  if (scope === undefined || !key.key.scopes.includes(scope)) throw new DomainError('forbidden')
  return key
}

/** For † calls: also a session whose access has ended, until its sign-out is confirmed; a confirmation answers even then. */
export function requireReporter(caller: Caller, closedToo: boolean): ActiveCaller | EndedCaller {
  if (caller.kind === 'active') return caller
  if (caller.kind === 'ended' && (closedToo || !caller.closed)) return caller
  throw refusalOf(caller)
}

function refusalOf(caller: Exclude<Caller, { kind: 'active' }>): DomainError {
  if (caller.kind === 'ended') return new DomainError('session_ended', { signOutId: caller.signOutId })
  return new DomainError(caller.kind === 'replaced' ? 'token_replaced' : 'unauthenticated')
}
