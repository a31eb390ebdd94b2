import { connect } from 'node:net'

/** What a flood is told on its command line, and what it says at the end: how often each status was answered. */
export type Flooded = Readonly<Record<string, number>>

const TICK_MS = 10
const [port = '', from = '', perSecond = '', count = ''] = process.argv.slice(2)

/** A process of its own that shakes hands so often, at a rate if it can, and proves nothing: by polling and by upgrade in turn, a connection each. */
const statuses: Record<string, number> = {}
const going = new Set<Promise<void>>()
const began = performance.now()
let sent = 0

const timer = setInterval(() => {
  const due = Math.min(Number(count), ((performance.now() - began) / 1000) * Number(perSecond))
  for (; sent < due; sent += 1) {
    const one = shake(sent % 2 === 0)
    going.add(one)
    void one.finally(() => going.delete(one))
  }
  if (sent === Number(count)) void finish()
}, TICK_MS)

async function finish(): Promise<void> {
  clearInterval(timer)
  await Promise.all(going)
  process.send?.(statuses, () => process.exit(0))
}

function shake(upgrade: boolean): Promise<void> {
  const more = upgrade
    ? 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'
    : ''
  const path = `/socket.io/?EIO=4&transport=${upgrade ? 'websocket' : 'polling'}`
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1')
    const over = (status: string) => {
      statuses[status] = (statuses[status] ?? 0) + 1
      socket.destroy()
      resolve()
    }
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: ${from}\r\n${more}\r\n`)
    socket.once('data', (answer: Buffer) => over(answer.toString('latin1', 9, 12)))
    socket.once('error', () => over('error'))
  })
}
