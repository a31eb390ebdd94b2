import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

/** A call as it arrived. */
export interface Called {
  readonly path: string
  readonly id: string
  readonly verified: boolean
  readonly body: { readonly type: string; readonly timestamp: string; readonly data: Record<string, unknown> }
}

export interface HookReceiver {
  /** For SIGNOFF_WEBHOOK_URL and SIGNOFF_WEBHOOK_SECRET. */
  readonly env: Record<string, string>
  readonly calls: readonly Called[]
  /** The next call that has not been asked for before; waits for it. */
  next(): Promise<Called>
  /** What is answered from now on; null leaves calls without an answer until something else is said, and then answers them. */
  answer(status: number | null): void
  close(): Promise<void>
}

const SECRET = Buffer.alloc(32, 9)

/** A real endpoint on a free loopback port, which checks signatures as the Standard Webhooks scheme has it. */
export async function startHookReceiver(): Promise<HookReceiver> {
  const calls: Called[] = []
  const events = new EventTarget()
  const held: ServerResponse[] = []
  let status: number | null = 204
  let asked = 0
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = await text(request)
    calls.push(calledOf(request.url ?? '', request.headers, content))
    if (status === null) held.push(response)
    else answer(response, status)
    events.dispatchEvent(new Event('called'))
  }
  const server = createServer((request, response) => void take(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    env: {
      SIGNOFF_WEBHOOK_URL: `http://127.0.0.1:${port}/hook`,
      SIGNOFF_WEBHOOK_SECRET: `whsec_${SECRET.toString('base64')}`,
    },
    calls,
    async next() {
      asked += 1
      while (calls.length < asked) await once(events, 'called', { signal: AbortSignal.timeout(20_000) })
      const call = calls[asked - 1]
      if (call === undefined) throw new Error('no call')
      return call
    },
    answer(given) {
      status = given
      if (given !== null) for (const response of held.splice(0)) answer(response, given)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, status >= 300 && status < 400 ? { location: '/elsewhere' } : {}).end()
}

function calledOf(path: string, headers: IncomingHttpHeaders, content: string): Called {
  const id = String(headers['webhook-id'])
  const signed = `${id}.${String(headers['webhook-timestamp'])}.${content}`
  const expected = `v1,${createHmac('sha256', SECRET).update(signed).digest('base64')}`
  return { path, id, verified: headers['webhook-signature'] === expected, body: JSON.parse(content) as Called['body'] }
}
