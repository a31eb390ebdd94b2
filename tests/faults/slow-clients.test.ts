import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { startServer } from '#tests/support/server.ts'
import { openCompany } from './scene.ts'

const CONNECTIONS = 500

it('[G2] 500 connections that send a byte every five seconds are closed within 20 s, and others are served meanwhile', async () => {
  const server = await startServer()
  try {
    const phone = await openCompany(server.url)
    const began = performance.now()
    const slow = Array.from({ length: CONNECTIONS }, () => connect(server.port, '127.0.0.1'))
    const closed = slow.map((socket) => once(socket.on('error', () => undefined).resume(), 'close'))
    slow.forEach((socket) => socket.write('GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nX-Slow: '))
    const drip = setInterval(() => slow.forEach((socket) => socket.writable && socket.write('a')), 5_000)
    try {
      expect((await phone.http.get('/api/v1/me', { token: phone.token })).status).toBe(200)
      await Promise.all(closed)
    } finally {
      clearInterval(drip)
      slow.forEach((socket) => socket.destroy())
    }
    expect(performance.now() - began).toBeLessThan(20_000)
    expect((await phone.http.get('/api/v1/me', { token: phone.token })).status).toBe(200)
  } finally {
    await server.dispose()
  }
})
