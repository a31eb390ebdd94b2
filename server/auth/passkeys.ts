import type { PasskeyCeremonies } from '../commands/ports.ts'

type Site = { readonly url: string; readonly origins: ReadonlySet<string> }

/** Loaded with the first ceremony: it is a fifth of what a start would load, and whom a killed node cut off waits for the start. */
const webAuthn = () => import('@simplewebauthn/server')

/** WebAuthn for this site (protocol.md, part 1: SIGNOFF_URL is the origin). The person is verified each time, so a passkey is two factors. */
export function createPasskeys({ url, origins }: Site): PasskeyCeremonies {
  const rpID = new URL(url).hostname
  const expectedOrigin = [...origins]
  return {
    async creation({ challenge, company, member, present }) {
      const { generateRegistrationOptions } = await webAuthn()
      const options = await generateRegistrationOptions({
        rpName: company,
        rpID,
        userName: member.email,
        userDisplayName: member.name,
        userID: bytes(Buffer.from(member.id, 'utf8')),
        challenge: bytes(Buffer.from(challenge, 'base64url')),
        excludeCredentials: present.map(({ credentialId: id, transports }) => ({ id, transports: [...transports] })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      return { ...options }
    },
    async request({ challenge, present }) {
      const { generateAuthenticationOptions } = await webAuthn()
      const options = await generateAuthenticationOptions({
        rpID,
        challenge: bytes(Buffer.from(challenge, 'base64url')),
        allowCredentials: present.map(({ credentialId: id, transports }) => ({ id, transports: [...transports] })),
        userVerification: 'required',
      })
      return { ...options }
    },
    challengeOf(clientDataJSON) {
      try {
        const said: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
        const { challenge } = { ...(said as { challenge?: unknown } | null) }
        return typeof challenge === 'string' ? challenge : null
      } catch {
        return null
      }
    },
    async verifyCreation({ id, response }, expectedChallenge) {
      try {
        const { clientDataJSON, attestationObject, transports = [] } = response
        const { verifyRegistrationResponse } = await webAuthn()
        const { registrationInfo: made } = await verifyRegistrationResponse({
          response: { ...frameOf(id), response: { clientDataJSON, attestationObject } },
          expectedChallenge,
          expectedOrigin,
          expectedRPID: rpID,
        })
        if (!made) return null
        const { id: credentialId, publicKey, counter } = made.credential
        const key = Buffer.from(publicKey).toString('base64url')
        return { credentialId, publicKey: key, counter, transports, backedUp: made.credentialBackedUp }
      } catch {
        return null
      }
    },
    async verifyAssertion({ id, response }, expectedChallenge, passkey) {
      try {
        const { clientDataJSON, authenticatorData, signature } = response
        const { verifyAuthenticationResponse } = await webAuthn()
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          response: { ...frameOf(id), response: { clientDataJSON, authenticatorData, signature } },
          expectedChallenge,
          expectedOrigin,
          expectedRPID: rpID,
          credential: {
            id: passkey.credentialId,
            publicKey: bytes(Buffer.from(passkey.publicKey, 'base64url')),
            counter: passkey.counter,
          },
        })
        const handle = response.userHandle == null ? null : Buffer.from(response.userHandle, 'base64url').toString()
        return verified && (handle === null || handle === passkey.memberId) ? authenticationInfo.newCounter : null
      } catch {
        return null
      }
    },
  }
}

function frameOf(id: string) {
  return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} }
}

/** A copy that owns its memory, as WebCrypto wants it. */
function bytes(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer)
}
