import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** An authenticator by hand: it makes one passkey and signs with it, and lies where a test tells it to. */
export interface TestPasskey {
  readonly id: string
  /** Answers options to make a passkey. */
  creation(options: { challenge: string }, change?: Lies): unknown
  /** Answers options to sign; the counter grows by one each time. */
  assertion(options: { challenge: string }, change?: Lies): unknown
}
export interface Lies {
  origin?: string
  rpId?: string
  type?: string
  counter?: number
  userHandle?: string
  /** Without the person's finger or PIN. */
  unverified?: boolean
}

const b64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()

export function testPasskey(origin: string): TestPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(32)
  let counter = 0

  function clientData(type: string, challenge: string, lies: Lies): Buffer {
    const said = { type: lies.type ?? type, challenge, origin: lies.origin ?? origin, crossOrigin: false }
    return Buffer.from(JSON.stringify(said))
  }
  function authData(flags: number, lies: Lies, rest: Buffer): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(lies.counter ?? (counter += 1))
    const seen = lies.unverified === true ? flags & ~0x04 : flags
    return Buffer.concat([sha256(lies.rpId ?? new URL(origin).hostname), Buffer.from([seen]), count, rest])
  }
  return {
    id: b64(id),
    creation({ challenge }, lies = {}) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const credential = Buffer.concat([Buffer.alloc(16), length, id, coseKey(x, y)])
      const data = authData(0x45, lies, credential)
      const object = Buffer.concat([
        map(3),
        text('fmt'),
        text('none'),
        text('attStmt'),
        map(0),
        text('authData'),
        bytes(data),
      ])
      const client = clientData('webauthn.create', challenge, lies)
      return {
        id: b64(id),
        rawId: b64(id),
        type: 'public-key',
        response: { clientDataJSON: b64(client), attestationObject: b64(object), transports: ['internal'] },
      }
    },
    assertion({ challenge }, lies = {}) {
      const client = clientData('webauthn.get', challenge, lies)
      const data = authData(0x05, lies, Buffer.alloc(0))
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      return {
        id: b64(id),
        rawId: b64(id),
        type: 'public-key',
        response: {
          clientDataJSON: b64(client),
          authenticatorData: b64(data),
          signature: b64(signature),
          ...(lies.userHandle === undefined ? {} : { userHandle: b64(lies.userHandle) }),
        },
      }
    },
  }
}

/** As much of CBOR (RFC 8949) as a passkey needs. */
const head = (major: number, n: number) =>
  n < 24
    ? Buffer.from([(major << 5) | n])
    : n < 256
      ? Buffer.from([(major << 5) | 24, n])
      : Buffer.from([(major << 5) | 25, n >> 8, n & 0xff])
const map = (n: number) => head(5, n)
const text = (given: string) => Buffer.concat([head(3, given.length), Buffer.from(given)])
const bytes = (given: Buffer) => Buffer.concat([head(2, given.length), given])
const int = (n: number) => (n < 0 ? head(1, -1 - n) : head(0, n))

/** COSE: an EC2 key on P-256 for ES256. */
function coseKey(x: string, y: string): Buffer {
  const coordinate = (given: string) => bytes(Buffer.from(given, 'base64url'))
  const members = [int(1), int(2), int(3), int(-7), int(-1), int(1), int(-2), coordinate(x), int(-3), coordinate(y)]
  return Buffer.concat([map(5), ...members])
}
