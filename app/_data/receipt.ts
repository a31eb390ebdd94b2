import { isDomainError } from '#domain/errors.ts'
import { CONFIRMED_EVENT, WAIVED_EVENT } from '#domain/receipt.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { runtime } from '#server/running.ts'
import { readOwnSignOut } from './sign-outs.ts'

export type ReceiptData = {
  readonly signOut: SignOutView
  readonly memberName: string
  readonly keysUrl: string
  /** What only the receipt itself says; null while the sign-out is open. */
  readonly sealed: Sealed | null
}
export type Sealed = {
  /** The signed bytes, and what they say. */
  readonly token: string
  readonly claims: Readonly<Record<string, unknown>>
  readonly kid: string
  readonly logSeq: number | null
  readonly logHash: string | null
  readonly waived: { readonly at: string; readonly reason: string } | null
}

/** A sign-out with what its receipt says. The page reads the same signed bytes that it offers to save. */
export async function readReceipt(id: string): Promise<ReceiptData> {
  const rt = runtime()
  const { viewer, signOut } = await readOwnSignOut(id)
  const sealed = await rt.queries.receipt(viewer, id).then(unseal, (error: unknown) => {
    if (isDomainError(error) && error.code === 'not_closed') return null
    throw error
  })
  return { signOut, memberName: viewer.name, keysUrl: `${rt.config.url}/.well-known/jwks.json`, sealed }
}

function unseal(jwt: string): Sealed {
  const [head, body] = jwt
    .split('.')
    .slice(0, 2)
    .map((part) => record(JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))))
  const events = record(body?.events)
  const confirmed = record(events[CONFIRMED_EVENT])
  const { waivedAt, reason } = record(events[WAIVED_EVENT])
  return {
    token: jwt,
    claims: body ?? {},
    kid: typeof head?.kid === 'string' ? head.kid : '',
    logSeq: typeof confirmed.logSeq === 'number' ? confirmed.logSeq : null,
    logHash: typeof confirmed.logHash === 'string' ? confirmed.logHash : null,
    waived: typeof waivedAt === 'string' ? { at: waivedAt, reason: typeof reason === 'string' ? reason : '' } : null,
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
