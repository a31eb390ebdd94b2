import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

/** A letter as it arrived, with its parts decoded. */
export interface Arrived {
  from: string
  to: string
  subject: string
  messageId: string
  text: string
  html: string
}

export interface MailServer {
  /** For SMTP_URL. */
  readonly url: string
  readonly letters: readonly Arrived[]
  /** The first letter to this address that has not been asked for before, whose subject has these words; waits for it. */
  next(to: string, subject?: string): Promise<Arrived>
  /** From now on every recipient is refused with this code; null takes letters again. */
  refuse(code: number | null): void
  /** Resolves when a recipient has been refused once more. */
  refused(): Promise<void>
  close(): Promise<void>
}

/** A real SMTP server on a free loopback port, which takes everything. */
export async function startMailServer(): Promise<MailServer> {
  const letters: Arrived[] = []
  const taken = new Set<Arrived>()
  const events = new EventTarget()
  let code: number | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, done) {
      if (code === null) return done()
      done(Object.assign(new Error('refused for a test'), { responseCode: code }))
      events.dispatchEvent(new Event('refused'))
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        letters.push(arrived(from, rcptTo[0]?.address ?? '', Buffer.concat(parts).toString('utf8')))
        done()
        events.dispatchEvent(new Event('arrived'))
      })
    },
  })
  // A Signoff that is ended in the middle of a letter resets the connection; the letter stays in its outbox.
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    async next(to, subject = '') {
      for (;;) {
        const found = letters.find((one) => one.to === to && one.subject.includes(subject) && !taken.has(one))
        if (found) {
          taken.add(found)
          return found
        }
        await once(events, 'arrived', { signal: AbortSignal.timeout(20_000) })
      }
    },
    refuse: (given) => (code = given),
    refused: async () => void (await once(events, 'refused', { signal: AbortSignal.timeout(20_000) })),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The address in a letter's text that begins with this path, as a page would be opened with it. */
export function linkIn({ text }: Arrived, path: string): string {
  return [...text.matchAll(/https?:\/\/\S+/g)].map(([url]) => url).find((url) => url.includes(path)) ?? ''
}

function arrived(from: string, to: string, raw: string): Arrived {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = headersOf(head)
  const boundary = /boundary="?([^";]+)/.exec(headers.get('content-type') ?? '')?.[1]
  const parts = boundary === undefined ? [raw] : rest.join('\r\n\r\n').split(`--${boundary}`)
  const body = (type: string) => decodeBody(parts.find((part) => part.includes(`text/${type}`)) ?? '')
  return {
    from,
    to,
    subject: decodeWords(headers.get('subject') ?? ''),
    messageId: headers.get('message-id') ?? '',
    text: body('plain'),
    html: body('html'),
  }
}

function headersOf(head: string): Map<string, string> {
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
}

/** RFC 2047. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : unquoted(word.replaceAll('_', ' ')),
    )
}

function decodeBody(part: string): string {
  const [head = '', ...body] = part.trimStart().split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  const encoding = headersOf(head).get('content-transfer-encoding') ?? ''
  if (/base64/i.test(encoding)) return Buffer.from(text, 'base64').toString('utf8')
  return /quoted/i.test(encoding) ? unquoted(text.replaceAll(/=\r\n/g, '')) : text
}

function unquoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  // What stood there unquoted was ASCII, so each character is one byte now.
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
