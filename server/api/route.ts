import type { z } from 'zod'
import { mayEnter, type Area } from '#domain/access.ts'
import { DomainError, type ErrorCode } from '#domain/errors.ts'
import type { KeyScope } from '#domain/integration.ts'
import {
  requireActive,
  requireAdmin,
  requireReporter,
  type ActiveCaller,
  type AdminCaller,
  type EndedCaller,
  type Found,
} from './authenticate.ts'
import { requireAuthenticator } from '../commands/admin-factor.ts'
import { callOf, type Call, type Incoming } from './call.ts'
import type { Reply } from './reply.ts'

/** A schema for JSON, a media type for anything else, null for an empty answer. */
export type Answer = z.ZodType | { readonly type: string; readonly description: string } | null

/** What a route says of itself; the OpenAPI document is made of it. */
export type Facts = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** As OpenAPI writes it: `/api/v1/devices/{id}`. */
  readonly path: string
  /** The operationId. */
  readonly name: string
  readonly summary: string
  readonly tag: string
  /** A form instead of JSON (`/oauth/*`): the route reads it itself. */
  readonly form?: z.ZodType
  /** `text/csv` instead of JSON: what its columns are. */
  readonly csv?: string
  readonly status?: number
  readonly answer: Answer
  /** Refusals of its own, beside those that every call of its access has. */
  readonly refusals?: readonly ErrorCode[]
  /** Where the contract gives a code another status here. */
  readonly statuses?: Partial<Record<ErrorCode, number>>
  /** Signing out: a 503 says that it did not happen. */
  readonly signsOut?: true
  /** Which scope lets a program call it; none for people's own. */
  readonly scope?: KeyScope
  readonly example?: { readonly body?: unknown; readonly answer?: unknown }
}

export type Spec<C, B, Q> = Facts & {
  readonly body?: z.ZodType<B>
  readonly query?: z.ZodType<Q>
  readonly run: (call: Call<C, B, Q>) => Promise<Reply>
}

/** Anyone; an active session; † also an ended one (until its sign-out is confirmed, or even then); or a role in an area. */
export type Access = 'anyone' | 'session' | 'reporter' | 'reporter-closed' | Area

/** A route among others: whom it lets in and what it reads is its own affair. */
export type Route = Facts & {
  readonly access: Access
  readonly body?: z.ZodType
  readonly query?: z.ZodType
  readonly respond: (incoming: Incoming) => Promise<Reply>
}

function build<C extends AdminCaller | EndedCaller | null, B, Q>(
  access: Access,
  enter: (found: Found) => C,
  spec: Spec<C, B, Q>,
): Route {
  const { run, ...facts } = spec
  return {
    ...facts,
    access,
    async respond(incoming) {
      const caller = enter(await incoming.find())
      if (caller !== null) incoming.granted(caller)
      const call = callOf(incoming, caller, spec)
      return caller === null || spec.method !== 'post' ? run(call) : incoming.once(idOf(caller), () => run(call))
    },
  }
}

/** Whose Idempotency-Key it is. */
function idOf(caller: AdminCaller | EndedCaller): string {
  return caller.kind === 'key' ? caller.key.id : caller.session.id
}

/** For anyone: nobody is looked up. */
export function open<B, Q>(spec: Spec<null, B, Q>): Route {
  const { run, ...facts } = spec
  return { ...facts, access: 'anyone', respond: (incoming) => run(callOf(incoming, null, spec)) }
}

export function session<B, Q>(spec: Spec<ActiveCaller, B, Q>): Route {
  return build('session', ({ caller }) => requireActive(caller), spec)
}

/** † (protocol.md, part 2, Ended sessions). */
export function reporter<B, Q>(
  access: 'reporter' | 'reporter-closed',
  spec: Spec<ActiveCaller | EndedCaller, B, Q>,
): Route {
  return build(access, ({ caller }) => requireReporter(caller, access === 'reporter-closed'), spec)
}

/** What an administrator does is done once they have what the policy wants of them. */
function afterFactor<B, Q>(run: Spec<AdminCaller, B, Q>['run']): Spec<AdminCaller, B, Q>['run'] {
  return async (call) => {
    const { ports, caller } = call
    // An integration has a key instead of a person.
    if ('org' in caller) await requireAuthenticator(ports, caller.org.policy, caller.member)
    return run(call)
  }
}

/** For who has a role in this area; anyone else gets 403 before the body is read. */
export function admin<B, Q>(area: Area, spec: Spec<AdminCaller, B, Q>): Route {
  return build(
    area,
    (found) => {
      const active = requireAdmin(found, spec.scope)
      if (!mayEnter(active.viewer, area)) throw new DomainError('forbidden')
      return active
    },
    { ...spec, run: afterFactor(spec.run) },
  )
}
