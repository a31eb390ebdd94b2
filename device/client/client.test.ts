import { expect, test } from 'vitest'
import { fakeServer, claimsOf } from './test/fake-server.ts'
import { DONE, fileCleaner, newClient, newDisk, stateOf } from './test/bench.ts'

test('an order is stored, said to be received, carried out and confirmed; then the session is gone', async () => {
  const [server, disk, log] = [fakeServer(), newDisk(), new Array<string>()]
  const client = newClient(server, disk, { cleaner: fileCleaner(disk, log) })
  const locked: unknown[] = []
  client.on('locked', (state) => locked.push(state.notice?.by))
  await client.start()
  server.signOut()
  expect(await client.ended).toMatchObject({ phase: 'signed-out', signOutId: 'out_1', notice: { reason: 'lost' } })
  expect(server.state()).toBe('confirmed')
  expect(server.heard[0]).toBe('received')
  expect(server.heard).toContain('progress')
  expect(log).toEqual(['clean 1', 'finish 1'])
  expect(locked).toEqual([{ kind: 'member', deviceId: 'dev_9', deviceName: 'Phone' }])
  expect(disk).toEqual({ files: 0, records: { orders: {} } })
})

test('a partial result stays locked as failed, and a retry with a higher attempt is carried out', async () => {
  const [server, disk] = [fakeServer(), newDisk()]
  let result: 'partial' | 'done' = 'partial'
  const cleaner = { clean: async () => ({ ...DONE, result }), finish: async () => {} }
  const client = newClient(server, disk, { cleaner })
  await client.start()
  server.signOut()
  await stateOf(client, (state) => state.phase === 'locked' && state.step === 'failed')
  expect(server.state()).toBe('failed')
  result = 'done'
  server.signOut()
  expect(await client.ended).toMatchObject({ phase: 'signed-out' })
})

test('stricter options while cleaning make it clean again, and only the newest attempt is confirmed', async () => {
  const [server, disk, log] = [fakeServer(), newDisk(), new Array<string>()]
  disk.files = 200
  const client = newClient(server, disk, { cleaner: fileCleaner(disk, log) })
  const off = client.on('state', (state) => {
    if (state.phase !== 'locked' || state.progress === null) return
    off()
    server.signOut({ unbind: true })
  })
  await client.start()
  server.signOut()
  await client.ended
  expect(log).toEqual(['clean 1', 'clean 2', 'finish 2'])
  expect(server.claims()).toHaveLength(1)
})

test('not now: says so with the reason, and starts again by itself', async () => {
  const [server, disk] = [fakeServer(), newDisk()]
  let first = true
  const client = newClient(server, disk, {
    cleaner: {
      async clean() {
        const busy = first
        first = false
        return busy ? { notNow: { reason: 'in a call', forMs: 5 } } : DONE
      },
      finish: async () => {},
    },
  })
  await client.start()
  server.signOut()
  await client.ended
  expect(server.heard).toContain('not-now')
  expect(server.state()).toBe('confirmed')
})

test('a cleaner that throws is confirmed as failed, with the reason in its step', async () => {
  const [server, disk] = [fakeServer(), newDisk()]
  const client = newClient(server, disk, {
    cleaner: { clean: () => Promise.reject(new Error('disk on fire')), finish: async () => {} },
  })
  await client.start()
  server.signOut()
  await stateOf(client, (state) => state.phase === 'locked' && state.step === 'failed')
  expect(server.state()).toBe('failed')
  await client.stop()
})

test('a cursor ahead of the log starts again at 0', async () => {
  const [server, disk] = [fakeServer(), newDisk()]
  disk.records.cursor = { sessionId: 'ses_1', seq: 99 }
  const client = newClient(server, disk)
  const heard = new Promise<string>((resolve) => client.on('entry', (entry) => resolve(entry.type)))
  await client.start()
  expect(await heard).toBe('session.started')
  await client.stop()
})

test('a device that wakes up ended is locked before the server is heard', async () => {
  const [server, disk] = [fakeServer(), newDisk()]
  disk.records.locked = { signOutId: 'out_1', notice: null }
  server.signOut()
  const client = newClient(server, disk)
  const first = new Promise<string>((resolve) => client.on('state', (state) => resolve(state.phase)))
  await client.start()
  expect(await first).toBe('locked')
  expect(await client.ended).toMatchObject({ phase: 'signed-out' })
})

test('a confirmation refused for its bytes is not repeated', async () => {
  const [server, disk] = [fakeServer(), newDisk()]
  let tries = 0
  const client = newClient(server, disk, {
    fetch: async (input, init) => {
      if (input.endsWith('/confirmations')) {
        tries++
        return new Response(JSON.stringify({ status: 422, code: 'bad_signature' }), { status: 422 })
      }
      return server.fetch(input, init)
    },
  })
  const refused = new Promise<string>((resolve) => client.on('refused', ({ code }) => resolve(code)))
  await client.start()
  server.signOut()
  expect(await refused).toBe('bad_signature')
  await stateOf(client, (state) => state.phase === 'locked' && state.step === 'failed')
  expect(tries).toBe(1)
  await client.stop()
})

test('an unanswered confirmation is repeated with the same bytes', async () => {
  const [server, disk] = [fakeServer(), newDisk()]
  const sent: string[] = []
  const client = newClient(server, disk, {
    fetch: async (input, init) => {
      const answer = await server.fetch(input, init)
      if (!input.endsWith('/confirmations')) return answer
      sent.push(typeof init.body === 'string' ? init.body : '')
      if (sent.length < 4) throw new TypeError('connection reset')
      return answer
    },
  })
  await client.start()
  server.signOut()
  await client.ended
  expect(sent).toHaveLength(4)
  expect(new Set(sent).size).toBe(1)
  const { jws } = JSON.parse(sent[0] ?? '{}') as { jws: string }
  expect(claimsOf(jws)).toMatchObject({ result: 'done', filesRemoved: 5, attempt: 1 })
})
