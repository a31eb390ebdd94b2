import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { rawRequest, sealCookie } from '#tests/support/web-session.ts'
import type { Flooded } from './flood.ts'
import { servedOwner } from './scene.ts'

/** A flood of handshakes that prove nothing (quality.md, part 6, G1). The proxy is trusted, so that the flood has an address of its own. */
const STRANGER = '203.0.113.9'
const PER_SECOND = 2_000
const COUNT = 4_500
/** What one network has at once, and what comes back to it each second. */
const BURST = 2_000
const RATE = 50

const { server, phone } = await servedOwner({ env: { TRUST_PROXY: '127.0.0.1/32' } })

function flood(): Promise<Flooded> {
  const args = [String(server.port), STRANGER, String(PER_SECOND), String(COUNT)]
  const child = fork(join(import.meta.dirname, 'flood.ts'), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return once(child, 'message').then(([statuses]) => statuses as Flooded)
}

async function timesUntil(over: Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  let going = true
  void over.finally(() => (going = false))
  while (going) {
    const began = performance.now()
    expect((await phone.http.get('/api/v1/me', { token: phone.token })).status).toBe(200)
    times.push(performance.now() - began)
    await turn()
  }
  return times.toSorted((a, b) => a - b)
}

const handshake = (headers: Record<string, string>) =>
  rawRequest(server.url, '/socket.io/?EIO=4&transport=polling', headers).then(({ status }) => status)

it('[G1, LD1, LD2] 2,000 handshakes a second that prove nothing are answered 429, and who is signed in waits less than a second', async () => {
  const cookie = await sealCookie(server.dataDir, phone.token)
  const began = performance.now()
  const over = flood()
  const times = await timesUntil(over)
  const { 429: refused = 0, 200: polling = 0, 101: upgraded = 0 } = await over
  const seconds = (performance.now() - began) / 1000
  expect(polling + upgraded).toBeLessThanOrEqual(BURST + RATE * seconds)
  expect(refused).toBeGreaterThanOrEqual(COUNT - BURST - RATE * seconds)
  expect(times.at(Math.floor(times.length * 0.99))).toBeLessThan(1_000)

  // The stranger's network is spent; a page behind the same address that is signed in, and everybody else, is not.
  const stranger = { 'x-forwarded-for': STRANGER }
  expect(await Promise.all(Array.from({ length: 100 }, () => handshake(stranger)))).toContain(429)
  expect(await handshake({ ...stranger, cookie, origin: server.url })).toBe(200)
  const socket = phone.connect()
  await socket.connected()
  socket.close()

  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  const counted = Number(/^signoff_handshakes_refused_total (\d+)$/m.exec(metrics)?.[1])
  expect(counted).toBeGreaterThanOrEqual(refused)
  expect(server.logs.filter(({ level }) => Number(level) >= 50)).toEqual([])
})
