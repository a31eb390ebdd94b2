import { expect, test } from 'vitest'
import type { Peers } from './ports.ts'
import type { ClientState } from './state.ts'
import { fileCleaner, newClient, newDisk, stateOf } from './test/bench.ts'
import { fakeServer } from './test/fake-server.ts'

/** Tabs of one browser: the first that asks leads; when its work ends, the next one does. All hear what is told. */
function tabs() {
  const listeners = new Set<(state: ClientState) => void>()
  let turn: Promise<void> = Promise.resolve()
  return (): Peers<ClientState> => {
    let own: ((state: ClientState) => void) | null = null
    return {
      lead(work, signal) {
        turn = turn.then(() => (signal.aborted ? undefined : work(signal)))
        return turn
      },
      tell: (state) => listeners.forEach((listener) => listener !== own && listener(structuredClone(state))),
      hear(listener) {
        own = listener
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
  }
}

test('[D15] two tabs of one device: both are told, it is executed once, one receipt', async () => {
  const [server, disk, log, tab] = [fakeServer(), newDisk(), new Array<string>(), tabs()]
  const clients = [0, 1].map(() => newClient(server, disk, { peers: tab(), cleaner: fileCleaner(disk, log) }))
  await Promise.all(clients.map((client) => client.start()))
  const told = clients.map((client) => stateOf(client, (state) => state.phase === 'locked'))
  server.signOut()
  await Promise.all(told)
  const ends = await Promise.all(clients.map((client) => client.ended))
  expect(ends.map((state) => state.phase)).toEqual(['signed-out', 'signed-out'])
  expect(log).toEqual(['clean 1', 'finish 1'])
  expect(server.claims()).toHaveLength(1)
})

test('when the leading tab is closed while it cleans, the next one finishes', async () => {
  const [server, disk, log, tab] = [fakeServer(), newDisk(), new Array<string>(), tabs()]
  disk.files = 500
  const [first, second] = [0, 1].map(() => newClient(server, disk, { peers: tab(), cleaner: fileCleaner(disk, log) }))
  await first?.start()
  await second?.start()
  const cleaning = stateOf(
    first ?? newClient(server, disk),
    (state) => state.phase === 'locked' && state.progress !== null,
  )
  server.signOut()
  await cleaning
  await first?.stop()
  expect((await second?.ended)?.phase).toBe('signed-out')
  expect(log).toEqual(['clean 1', 'clean 1', 'finish 1'])
  expect(server.claims()).toHaveLength(1)
})

test('a browser that wakes up with an ended cookie learns it from the server, and confirms over HTTP', async () => {
  const [server, disk] = [fakeServer(), newDisk()]
  server.signOut()
  const client = newClient(server, disk, {
    credentials: 'cookie',
    confirmBy: 'http',
    fetch: async (url, init) =>
      url.endsWith('/me')
        ? new Response(JSON.stringify({ code: 'session_ended', signOutId: 'out_1' }), { status: 401 })
        : server.fetch(url, init),
  })
  await client.start()
  expect(client.state()).toMatchObject({ phase: 'locked', signOutId: 'out_1' })
  expect(await client.ended).toMatchObject({ phase: 'signed-out', notice: { reason: 'lost' } })
})
