import { DomainError, isDomainError } from '#domain/errors.ts'
import { passkeyAssertion } from '#protocol/credentials.ts'
import { arriveByCompany } from '../commands/arrive-company.ts'
import { arriveByPasskey } from '../commands/passkeys.ts'
import type { Ports } from '../commands/ports.ts'

type Given = Readonly<Record<string, string | undefined>> | undefined

/** Proves a passkey, its assertion as JSON in a form. The token stands for the person until their device is enrolled. */
export async function passkeyArrival(ports: Ports, given: Given, ip: string | null): Promise<{ token: string }> {
  const passkey = passkeyAssertion.safeParse(parse(given?.['passkey']))
  if (!passkey.success) throw new DomainError('invalid', { errors: [{ field: 'passkey', code: 'invalid' }] })
  return { token: await arriveByPasskey(ports, passkey.data, ip) }
}

/** Why somebody was not let in, for the address of the sign-in page: one of a few words. */
export type Arrived = { readonly token: string } | { readonly refused: string }

/** Somebody comes from the company's identity provider, with the claims of its id token. Never throws: what happened goes into an address. */
export async function companyArrival(ports: Ports, claims: Readonly<Record<string, unknown>>): Promise<Arrived> {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : null)
  const [issuer, subject] = [text('iss'), text('sub')]
  if (!issuer || !subject) return { refused: 'failed' }
  try {
    const emailVerified = claims['email_verified'] === true
    return { token: await arriveByCompany(ports, { issuer, subject, email: text('email'), emailVerified }) }
  } catch (error) {
    if (!isDomainError(error)) {
      ports.log.error({ error: String(error) }, 'the company’s sign-in could not be taken up')
      return { refused: 'failed' }
    }
    const why = error.data['why']
    const refused = typeof why === 'string' ? why : error.code
    ports.log.warn({ refused }, 'the company’s sign-in was refused')
    return { refused }
  }
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
