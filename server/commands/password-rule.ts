import { DomainError } from '#domain/errors.ts'
import type { Ports } from './ports.ts'

/** 8 to 128 characters and not among the most used (protocol.md, part 2; ASVS 6.2). Throws `weak_password`. */
export function requireStrong(ports: Pick<Ports, 'passwords'>, password: string): void {
  const weakness = ports.passwords.weakness(password)
  if (weakness !== null) throw new DomainError('weak_password', { errors: [{ field: 'password', code: weakness }] })
}
