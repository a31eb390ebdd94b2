import type { z } from 'zod'
import type { Incoming } from '../api/call.ts'
import { OAuthRefusal } from './oauth-refusal.ts'

const FORM = /^application\/x-www-form-urlencoded\b/i

/** Reads a form as RFC 6749 wants it: no parameter twice, empty ones count as left out. Throws an OAuthRefusal `invalid_request`. */
export async function readForm<T>(
  { headers, text }: Pick<Incoming, 'headers' | 'text'>,
  schema: z.ZodType<T>,
): Promise<T> {
  if (!FORM.test(headers.get('content-type') ?? ''))
    throw new OAuthRefusal('invalid_request', 'The body must be a form (application/x-www-form-urlencoded).')
  const given = new URLSearchParams(await text())
  const names = [...given.keys()]
  if (new Set(names).size !== names.length) throw new OAuthRefusal('invalid_request', 'A parameter was sent twice.')
  const parsed = schema.safeParse(Object.fromEntries([...given].filter(([, value]) => value !== '')))
  if (parsed.success) return parsed.data
  const faults = new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))
  throw new OAuthRefusal('invalid_request', `Missing or not valid: ${[...faults].join(', ')}.`)
}
