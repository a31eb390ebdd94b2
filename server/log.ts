import { pino } from 'pino'
import type { Log } from './commands/ports.ts'

/** What is longer, in bytes, is written before its turn ends. */
const ONE_WRITE = 4_096

/** Standard output, where the lines of one turn of the event loop are one write, at its end: many requests share a turn. */
const stdout = linesOfATurn()

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
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact }, stdout)
  return {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  }
}

function linesOfATurn(): { write(line: string): void } {
  const out = pino.destination({ dest: 1, sync: true, minLength: ONE_WRITE })
  let waits = false
  const flush = () => {
    waits = false
    out.flush()
  }
  process.on('exit', flush)
  return {
    write(line) {
      out.write(line)
      if (waits) return
      waits = true
      setImmediate(flush)
    },
  }
}
