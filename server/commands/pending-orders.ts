import type { Device } from '#domain/device.ts'
import { rfc3339 } from '#domain/ids.ts'
import { isOrdered, type SignOut } from '#domain/sign-out/sign-out.ts'
import type { Reads, SignOutSecrets } from '#domain/store.ts'
import { actorForDevices } from './actor.ts'

/** An order as its own device gets it: the entry's data with nonce, attempt and share. */
export type PendingOrder = {
  readonly signOutId: string
  readonly deviceId: string
  readonly sessionId: string
  readonly by: { readonly kind: string; readonly deviceId?: string; readonly deviceName?: string }
  readonly options: SignOut['options']
  readonly reason: string | null
  readonly accessEndedAt: string
  readonly nonce: string
  readonly attempt: number
  readonly share?: string
}

export function toOrder(signOut: SignOut, { nonce, share }: SignOutSecrets): PendingOrder {
  const { id: signOutId, deviceId, sessionId, by, options, reason, accessEndedAt, attempt } = signOut
  const order = {
    signOutId,
    deviceId,
    sessionId,
    by: actorForDevices(by),
    options,
    reason,
    accessEndedAt: rfc3339(accessEndedAt),
    nonce,
    attempt,
  }
  return share === null ? order : { ...order, share }
}

/** The open orders of this same device: those of waived sign-outs too, for the device has not done them (protocol.md, part 4). */
export async function pendingOrders(reads: Pick<Reads, 'signOuts'>, device: Device): Promise<readonly PendingOrder[]> {
  const orders: PendingOrder[] = []
  for (const signOut of await reads.signOuts.unfinishedOf(device.memberId)) {
    if (signOut.deviceId !== device.id || !isOrdered(signOut.state)) continue
    const secrets = await reads.signOuts.secrets(signOut.id)
    if (secrets) orders.push(toOrder(signOut, secrets))
  }
  return orders
}
