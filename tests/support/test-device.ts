import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { api, type Api, type ApiResponse, type Problem } from './api.ts'
import { createKey, type TestKey } from './keys.ts'

/** What `POST /api/v1/sign-in` answers, as far as tests read it. */
export interface SignedIn {
  token: string
  member: { id: string; name: string; roles: string[] }
  device: { id: string; name: string }
  session: { id: string }
  pending: TestOrder[]
  kept: { signOutId: string; share: string } | null
}

export interface TestOrder {
  signOutId: string
  deviceId: string
  sessionId: string
  nonce: string
  attempt: number
  options: Record<string, unknown>
}

export interface TestEntry {
  seq: number
  type: string
  at: string
  data: Record<string, unknown> & Partial<TestOrder>
}

/** A device by hand: it does only what a test tells it to. */
export interface TestDevice {
  readonly key: TestKey
  readonly claim: Record<string, unknown>
  readonly http: Api
  token: string
  id: string
  sessionId: string
  memberId: string
  /** Signs in again with the same key, proving it. */
  signInAgain(): Promise<SignedIn>
  /** The order that waits for this device, over HTTP. */
  order(): Promise<TestOrder>
  /** A signed confirmation of an order; `change` alters its claims before they are signed. */
  confirmation(order: TestOrder, change?: Record<string, unknown>): Promise<string>
  confirm(order: TestOrder, change?: Record<string, unknown>): Promise<ApiResponse<{ state: string } & Problem>>
  connect(options?: { cursor?: number; auth?: Record<string, unknown> }): TestSocket
}

export interface Credentials {
  email: string
  password: string
}

export function deviceClaimOf(key: TestKey, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    kind: 'desktop',
    os: 'linux',
    name: 'Test device',
    installId: randomUUID(),
    publicKey: key.publicKey,
    ...change,
  }
}

/** Signs a new device in by password; throws when the server refuses. */
export async function signInDevice(
  url: string,
  who: Credentials,
  change: Record<string, unknown> = {},
): Promise<TestDevice> {
  const key = await createKey()
  const claim = deviceClaimOf(key, change)
  const http = api(url)
  const answer = await http.post<SignedIn>('/api/v1/sign-in', { ...who, device: claim })
  if (answer.status !== 201) throw new Error(`sign-in answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return testDevice(url, who, key, claim, answer.body)
}

/** A test device of a session that exists: after a link, say. */
export function testDevice(
  url: string,
  who: Credentials,
  key: TestKey,
  claim: Record<string, unknown>,
  signedIn: Pick<SignedIn, 'token' | 'device' | 'session' | 'member'>,
): TestDevice {
  const http = api(url)
  const device: TestDevice = {
    key,
    claim,
    http,
    token: signedIn.token,
    id: signedIn.device.id,
    sessionId: signedIn.session.id,
    memberId: signedIn.member.id,
    async signInAgain() {
      const asked = await http.post('/api/v1/sign-in', { ...who, device: claim })
      const proof = await key.sign(String(asked.body['challenge']))
      const answer = await http.post<SignedIn>('/api/v1/sign-in', { ...who, device: claim, proof })
      if (answer.status !== 201)
        throw new Error(`signing in again answered ${answer.status}: ${JSON.stringify(answer.body)}`)
      device.token = answer.body.token
      device.sessionId = answer.body.session.id
      return answer.body
    },
    async order() {
      const log = await http.get<{ entries: TestEntry[] }>('/api/v1/device/log?cursor=0', { token: device.token })
      const order = log.body.entries.find(
        (entry) => entry.type === 'sign-out.requested' && entry.data.nonce !== undefined,
      )
      if (!order) throw new Error(`no order in ${JSON.stringify(log.body)}`)
      return order.data as TestOrder
    },
    confirmation: (order, change = {}) =>
      key.sign({
        iss: device.id,
        jti: randomUUID(),
        iat: Math.floor(Date.now() / 1000),
        signOutId: order.signOutId,
        nonce: order.nonce,
        attempt: order.attempt,
        result: 'done',
        durationMs: 12,
        bytesFreed: 345,
        filesRemoved: 6,
        processesEnded: 0,
        steps: [{ name: 'records', ok: true }],
        leftovers: { processes: 0, files: 0, memoryBytes: 0 },
        ...change,
      }),
    async confirm(order, change) {
      return http.post(
        '/api/v1/device/confirmations',
        { jws: await device.confirmation(order, change) },
        { token: device.token },
      )
    },
    connect: (options = {}) =>
      connect(url, { token: device.token, cursor: options.cursor ?? 0, protocol: 1, ...options.auth }),
  }
  return device
}

export interface TestSocket {
  readonly socket: Socket
  readonly entries: TestEntry[]
  /** Resolves with the first entry, past or to come, that fits. */
  entry(fits: (entry: TestEntry) => boolean): Promise<TestEntry>
  /** Emits and resolves with the acknowledgement. */
  send(event: string, body: unknown): Promise<Record<string, unknown>>
  connected(): Promise<void>
  /** Resolves with the data of the refusal. */
  refused(): Promise<Record<string, unknown>>
  gone(): Promise<string>
  close(): void
}

/** A socket of `/device` that acknowledges what it gets. */
export function connect(
  url: string,
  auth: Record<string, unknown>,
  namespace = '/device',
  headers: Record<string, string> = {},
): TestSocket {
  const socket = io(`${url}${namespace}`, {
    auth,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: headers,
  })
  const entries: TestEntry[] = []
  const waiting: { fits: (entry: TestEntry) => boolean; found: (entry: TestEntry) => void }[] = []
  socket.on('log', (message: { entries: TestEntry[]; head: number }, ack: (seq: number) => void) => {
    for (const entry of message.entries) {
      entries.push(entry)
      for (const one of waiting.filter(({ fits }) => fits(entry))) one.found(entry)
    }
    ack(Math.max(message.head, ...message.entries.map((entry) => entry.seq)))
  })
  return {
    socket,
    entries,
    entry: (fits) =>
      new Promise((resolve) => {
        const past = entries.find(fits)
        if (past) resolve(past)
        else waiting.push({ fits, found: resolve })
      }),
    send: (event, body) => socket.timeout(10_000).emitWithAck(event, body) as Promise<Record<string, unknown>>,
    connected: () =>
      new Promise((resolve, reject) =>
        socket.connected ? resolve() : (socket.once('connect', resolve), socket.once('connect_error', reject)),
      ),
    refused: () =>
      new Promise((resolve, reject) => {
        socket.once('connect_error', (error) =>
          resolve((error as Error & { data?: Record<string, unknown> }).data ?? { message: error.message }),
        )
        socket.once('connect', () => reject(new Error('it was let in')))
      }),
    gone: () =>
      new Promise((resolve) =>
        socket.disconnected && socket.id === undefined
          ? resolve('never connected')
          : socket.once('disconnect', resolve),
      ),
    close: () => socket.close(),
  }
}
