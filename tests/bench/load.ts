import { connect, type Socket } from 'node:net'
import { quantile } from './clock.ts'

export type Loaded = {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly answers: number
}
export type Load = {
  readonly port: number
  /** The next request, whole, as it goes over the wire; null when there are no more. */
  readonly next: () => string | null
  /** Connections that are kept alive, one request at a time on each. */
  readonly connections: number
  /** How long requests are begun, in milliseconds. */
  readonly forMs: number
}

/** Puts a server under load as wrk does: it spends as little as it can on each answer, so that the server is what is measured. */
export async function load({ port, next, connections, forMs }: Load): Promise<Loaded> {
  const times: number[] = []
  const begin = performance.now()
  const until = begin + forMs
  const one = () => talk(port, () => (performance.now() < until ? next() : null), times)
  await Promise.all(Array.from({ length: connections }, one))
  const seconds = (performance.now() - begin) / 1000
  return {
    answers: times.length,
    perSecond: times.length / seconds,
    p50Ms: times.length > 0 ? quantile(times, 0.5) : 0,
    p99Ms: times.length > 0 ? quantile(times, 0.99) : 0,
  }
}

/** One connection, until `next` has no more. Rejects at the first answer that is not a success. */
function talk(port: number, next: () => string | null, times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let rest = ''
    let sentAt = 0
    const send = () => {
      const request = next()
      if (request === null) return void socket.end(resolve)
      sentAt = performance.now()
      socket.write(request)
    }
    socket.setEncoding('latin1')
    socket.on('connect', send)
    socket.on('data', (text: string) => {
      rest += text
      if (!isWhole(rest)) return
      times.push(performance.now() - sentAt)
      if (!rest.startsWith('HTTP/1.1 2')) return fail(socket, reject, rest)
      rest = ''
      send()
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the server closed the connection')))
  })
}

function fail(socket: Socket, reject: (error: Error) => void, answer: string): void {
  reject(new Error(`the server answered\n${answer.slice(0, 2000)}`))
  socket.destroy()
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head))
  return length ? answer.length >= head + 4 + Number(length[1]) : answer.endsWith('\r\n0\r\n\r\n')
}

/** A request as text. A body is JSON. */
export function request(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
): string {
  const json = body === undefined ? '' : JSON.stringify(body)
  const length = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(json.length) }
  const lines = Object.entries({ host: '127.0.0.1', ...headers, ...length }).map(([name, value]) => `${name}: ${value}`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${json}`
}
