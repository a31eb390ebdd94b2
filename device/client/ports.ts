import type { PublicJwk } from '#domain/device.ts'
import type { ConfirmationClaims } from '#protocol/confirmation.ts'
import type { Order } from '#protocol/entry.ts'
import type { VaultRecords } from './records.ts'

/** The device's key. The private half never leaves it; in a browser it cannot (protocol.md, part 3). */
export type Keys = {
  readonly alg: 'ES256' | 'EdDSA'
  publicKey(): Promise<PublicJwk>
  /** The raw JWS signature over these bytes (RFC 7518 3.4, RFC 8037 3.1). */
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
}

/**
 * Durable storage for a handful of small records. What an implementer owes: `update` is one atomic read-modify-write, also
 * against other processes or tabs that share the store, and it has reached the disk when it resolves. `undefined` deletes.
 */
export type Vault = {
  get<K extends keyof VaultRecords>(key: K): Promise<VaultRecords[K] | undefined>
  update<K extends keyof VaultRecords>(
    key: K,
    change: (present: VaultRecords[K] | undefined) => VaultRecords[K] | undefined,
  ): Promise<VaultRecords[K] | undefined>
}

export type Step = { readonly step: string; readonly done: number; readonly of: number }

/** What was cleaned, as measured. Together with the runner's own members it becomes the signed confirmation. */
export type CleanResult = Omit<
  ConfirmationClaims,
  'iss' | 'jti' | 'iat' | 'signOutId' | 'nonce' | 'attempt' | 'durationMs'
>
/** The device cannot clean now; it will start again by itself after `forMs` (at most 24 h). */
export type NotNow = { readonly notNow: { readonly reason: string; readonly forMs: number } }

export type CleanContext = {
  report(step: Step): void
  /** Aborts when a stricter order has replaced this one, or the client stops. */
  readonly signal: AbortSignal
  /** Numbers that must outlive a kill, such as what was there before the first file was removed. Durable when it resolves. */
  recall(): Promise<Readonly<Record<string, number>> | undefined>
  remember(figures: Readonly<Record<string, number>>): Promise<void>
}

/**
 * Removes what the order's session left on this device.
 * What an implementer owes: `clean` is idempotent (it runs again after a kill) and touches only the data of `order.sessionId`; the key
 * and the vault stay. `finish` runs after the confirmation was accepted, removes what had to stay for it, and is idempotent too.
 */
export type Cleaner = {
  clean(order: Order, context: CleanContext): Promise<CleanResult | NotNow>
  /** `current`: the order is about the session that this device still holds, not about one before it. */
  finish(order: Order, current: boolean): Promise<void>
}

/** Several tabs or processes that are one device: one of them leads and carries out orders; all of them hear what it says. */
export type Peers<Message> = {
  /** Runs `work` once this one leads, until the signal aborts. Resolves when the work has ended. */
  lead(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>
  tell(message: Message): void
  hear(listener: (message: Message) => void): () => void
}

/** Resolves after `ms` milliseconds, or at once when the signal aborts. Never rejects. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>
