import type { Manager } from 'socket.io-client'
import { createDeviceClient, type ClientState, type DeviceClient, type DeviceEvents } from '#device/client/index.ts'
import type { DeviceStatusInput } from '#protocol/device.ts'
import { TRANSPORTS } from '#protocol/socket.ts'
import { browserCleaner } from './browser-cleaner.ts'
import { currentBrowserKeys } from './browser-keys.ts'
import { browserPeers } from './browser-peers.ts'
import { browserVault } from './browser-vault.ts'
import { forgetDataKey } from './data-key.ts'
import { heldBytes } from './held-data.ts'
import { measured, signInEnds } from './measured.ts'
import { settleHeld } from './settle-held.ts'

export type BrowserDeviceOptions = {
  /** The page's own Socket.IO manager, shared with `/live`. Without one a manager is loaded and made. */
  readonly manager?: Manager
  readonly locale?: string
  /** Also called at once, with where the device stands now. */
  readonly onState?: (state: ClientState) => void
} & { readonly [Event in keyof DeviceEvents as `on${Capitalize<Event>}`]?: (value: DeviceEvents[Event]) => void }

export type BrowserDevice = Pick<DeviceClient, 'state' | 'on' | 'stop'>

/**
 * Makes this page part of its browser's device: it follows the member's log with the session's cookie, locks when that session ends,
 * cleans up, and confirms over HTTP, because that answer clears the cookie (protocol.md, parts 2 and 6). Call it on every page where
 * somebody is or was signed in; all tabs together are one device.
 */
export function startBrowserDevice(options: BrowserDeviceOptions = {}): BrowserDevice {
  const { manager, locale } = options
  const client = createDeviceClient({
    url: '',
    credentials: 'cookie',
    vault: browserVault(),
    keys: currentBrowserKeys(),
    cleaner: browserCleaner(),
    peers: browserPeers(),
    confirmBy: 'http',
    manager: manager === undefined ? ownManager : () => manager,
    status: browserStatus,
    ...(locale === undefined ? {} : { locale }),
  })
  holdOrForget(client)
  listen(client, options)
  options.onState?.(client.state())
  // A browser without databases cannot be a device; the page itself still works, and its session expires as stale.
  client.start().catch(() => options.onRefused?.({ code: 'device_fault', data: {} }))
  return client
}

/** What is held for the member opens with contact, and no longer once access has ended: the key goes before the clean-up begins. */
function holdOrForget(client: DeviceClient): void {
  const ask = <Body>(method: 'GET' | 'POST', path: string, body?: unknown) =>
    client.http.call<Body>(method, path, body).catch(() => null)
  client.on('state', (state) => {
    if (state.phase === 'locked' || state.phase === 'none') void forgetDataKey().catch(() => {})
    if (state.phase !== 'active') return
    const { deviceId } = state
    // A browser without databases holds nothing; its pages still work.
    signInEnds()
      .then(() => settleHeld(deviceId, ask))
      .catch(() => {})
  })
}

async function ownManager(): Promise<Manager> {
  const { Manager: SocketManager } = await import('socket.io-client')
  return new SocketManager({ ...TRANSPORTS, path: '/socket.io', autoConnect: false })
}

function listen(client: DeviceClient, options: BrowserDeviceOptions): void {
  const { onState, onLocked, onOrder, onSignedOut, onEntry, onConnection, onRefused } = options
  if (onState) client.on('state', onState)
  if (onLocked) client.on('locked', onLocked)
  if (onOrder) client.on('order', onOrder)
  if (onSignedOut) client.on('signedOut', onSignedOut)
  if (onEntry) client.on('entry', onEntry)
  if (onConnection) client.on('connection', onConnection)
  if (onRefused) client.on('refused', onRefused)
}

/** What this browser says of itself: what it holds, and what it measured of its present session. */
export async function browserStatus(): Promise<DeviceStatusInput> {
  const [estimate, records, figures] = await Promise.all([
    navigator.storage?.estimate?.().catch(() => null),
    heldBytes('records'),
    measured(),
  ])
  const cacheBytes = Math.max(0, Math.round(estimate?.usage ?? 0) - records.bytes)
  return { cacheBytes, recordsBytes: records.bytes, ...figures }
}
