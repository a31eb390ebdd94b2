import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Secrets } from '../commands/ports.ts'
import { derive } from '../config/config.ts'

/** AES-256-GCM, iv ‖ tag ‖ ciphertext in base64url, with a key of its own for each use. */
export function createSecrets(secret: Buffer): Secrets {
  const keyFor = (use: string) => derive(secret, `in the store: ${use}`)
  return {
    seal(text, use) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyFor(use), iv)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(sealed, use) {
      try {
        const bytes = Buffer.from(sealed, 'base64url')
        const decipher = createDecipheriv('aes-256-gcm', keyFor(use), bytes.subarray(0, 12), { authTagLength: 16 })
        decipher.setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
    mac: (text, use) => createHmac('sha256', keyFor(use)).update(text, 'utf8').digest('base64url'),
  }
}
