import type { LogMessage } from '#protocol/entry.ts'

/** How the device hears its log. */
export type Connection = { readonly state: 'connecting' | 'open' | 'lost'; readonly via: 'socket' | 'http' }

/** What to do after a refusal: give up, or try again after a pause. */
export type AfterRefusal = 'stop' | 'again'

/** What a channel asks of the client. A rejected promise means that nothing was stored: it connects again later. */
export type ChannelHandlers = {
  cursor(): Promise<number>
  token(): Promise<string | null>
  /** Applies a message durably and answers with the `seq` to acknowledge. */
  log(message: LogMessage): Promise<number>
  check(): void
  connection(connection: Connection): void
  refused(code: string, data: Readonly<Record<string, unknown>>): Promise<AfterRefusal>
}
