import type { Transporter } from 'nodemailer'
import { isLoopback } from '../config/config.ts'

/** A letter as it goes out. */
export type Mail = {
  readonly id: string
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: string
}
/** Resolves when the mail server has taken the letter, rejects when it has not. */
export type Carrier = { send(mail: Mail): Promise<void> }

/** A mail server by its URL (`smtp://user:password@host:587`, `smtps://…`). A password never travels without TLS, but to this machine. */
export function smtpCarrier({ url, from }: { url: string; from: string }, host: string): Carrier {
  let transport: Promise<Transporter> | undefined
  return {
    async send({ id, to, subject, text, html, language }) {
      const ready = await (transport ??= transportTo(url))
      await ready.sendMail({
        from,
        to,
        subject,
        text,
        html,
        messageId: `<${id}@${host}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
      })
    },
  }
}

/** The mailer is loaded with the first letter: most starts send none. */
async function transportTo(url: string): Promise<Transporter> {
  const { hostname, username } = new URL(url)
  const { createTransport } = await import('nodemailer')
  return createTransport({
    url,
    requireTLS: username !== '' && !isLoopback(hostname),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/** Why a letter was not taken, without the server's own words: they may repeat what was sent. `final`: this address takes no mail. */
export function failureOf(error: unknown): { fields: { code: string; response: number | null }; final: boolean } {
  const { code, responseCode } = { ...(error as { code?: unknown; responseCode?: unknown } | null) }
  const response = typeof responseCode === 'number' ? responseCode : null
  const name = typeof code === 'string' ? code : 'unknown'
  return { fields: { code: name, response }, final: name === 'EENVELOPE' && response !== null && response >= 550 }
}
