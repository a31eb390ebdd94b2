import { createHmac, randomBytes } from 'node:crypto'
import type { Codes } from '../commands/ports.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** As many bytes as SHA-1 has (RFC 4226, 4). */
const SECRET_BYTES = 20

/** Codes of authenticator apps: RFC 6238 over RFC 4226, SHA-1 and six digits, which is what all apps speak. */
export const codes: Codes = {
  secret: () => toBase32(randomBytes(SECRET_BYTES)),
  of(secret, step) {
    const counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(step))
    const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
    const from = (mac[mac.length - 1] ?? 0) & 0x0f
    const number = mac.readUInt32BE(from) & 0x7f_ff_ff_ff
    return String(number % 1_000_000).padStart(6, '0')
  },
}

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
