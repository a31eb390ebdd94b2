import { DomainError } from '#domain/errors.ts'

/** The `Idempotency-Key` of a request: 1 to 255 printable characters. Throws `invalid`. */
export function idempotencyKey(headers: Headers): string | null {
  const key = headers.get('idempotency-key')
  if (key === null) return null
  if (!/^[\x20-\x7e]{1,255}$/.test(key))
    throw new DomainError('invalid', { errors: [{ field: 'Idempotency-Key', code: 'bad_format' }] })
  return key
}
