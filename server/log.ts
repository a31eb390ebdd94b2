import { pino } from 'pino'
import type { Log } from './commands/ports.ts'

/** Structured JSON lines on stdout. What must never be written is redacted even where a caller forgets. */
export function createLog(level: string): Log {
  const redact = [
    'token',
    'password',
    'jws',
    'proof',
    'secret',
    'cookie',
    'authorization',
    'nonce',
    'share',
    'device_code',
    'checkNumber',
  ]
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact })
  return {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  }
}
