import type { DefaultEventsMap, Namespace as AnyNamespace, Socket as AnySocket } from 'socket.io'
import { z } from 'zod'
import { mayEnter, type Viewer } from '#domain/access.ts'
import { isDomainError } from '#domain/errors.ts'
import type { DeviceId, MemberId, SignOutId } from '#domain/ids.ts'
import type { StreamId } from '#domain/log.ts'
import { lacksAuthenticator } from '../commands/admin-factor.ts'
import { authoriseOn } from '../commands/authorise.ts'
import { requireOrg } from '../commands/org.ts'
import { forWatcher, MESSAGE_ENTRIES } from '../queries/device-log.ts'
import { answering } from './answering.ts'
import { closeInBatches } from './device-channel.ts'
import { callerOf, doorkeeper, HandshakeRefusal, type SocketDeps } from './handshake.ts'
import { nowOf } from './now.ts'
import { Outbox } from './outbox.ts'
import { followedRuns, runTopic, type RunTopic } from './run-topics.ts'
import type { Tail } from './tail.ts'

const watchBody = z.object({ topic: z.string().max(80), cursor: z.int().min(0).optional() })
const MOST_TOPICS = 8

type Data = { viewer?: Viewer }
type Socket = AnySocket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Data>
type Namespace = AnyNamespace<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Data>
type Followed = { readonly stream: StreamId; readonly run: RunTopic | null }
type Watcher = {
  readonly socket: Socket
  viewer: Viewer
  readonly topics: Map<string, Followed & { readonly outbox: Outbox<Tail> }>
  board: boolean
}

export type WatcherChannel = {
  rang(stream: StreamId, tail: Tail): Promise<void>
  moved(signOuts: readonly SignOutId[], devices: readonly DeviceId[], stream: StreamId): void
  /** What is true only now, to whoever watches: at most once a second. */
  tick(): Promise<void>
  /** The board's changes: at most four times a second. */
  tickBoard(): Promise<void>
  sweep(): Promise<void>
  count(): number
  drain(): Promise<void>
}

/** The namespace `/live` (protocol.md, part 7): open pages follow the log of what they show. Closed when their session ends. */
export function openWatcherChannel(nsp: Namespace, deps: SocketDeps): WatcherChannel {
  const { ports } = deps
  const watchers = new Set<Watcher>()
  const byStream = new Map<StreamId, Set<Outbox<Tail>>>()
  const now = new Map<StreamId, { signOuts: Set<SignOutId>; devices: Set<DeviceId> }>()
  const changedStreams = new Set<MemberId>()
  const runs = followedRuns(ports)

  nsp.use(doorkeeper(deps, admit))

  async function admit(socket: Socket): Promise<void> {
    const caller = await callerOf(deps, socket)
    if (caller.kind === 'ended') throw new HandshakeRefusal('session_ended', { signOutId: caller.signOutId })
    socket.data = { viewer: caller.viewer }
  }

  nsp.on('connection', (socket: Socket) => {
    const { viewer } = socket.data
    if (!viewer) return void socket.disconnect(true)
    const watcher: Watcher = { socket, viewer, topics: new Map(), board: false }
    watchers.add(watcher)
    socket.on('watch', (body: unknown, ack: unknown) => {
      const answer = answering(ack)
      watch(watcher, body).then(answer, (error: unknown) => answer(failure(error)))
    })
    socket.on('disconnect', () => {
      watchers.delete(watcher)
      for (const topic of watcher.topics.keys()) unwatch(watcher, topic)
    })
    // Access may have ended since the handshake.
    recheck([watcher]).catch((error: unknown) =>
      ports.log.error({ error: String(error) }, 'a page socket could not be checked'),
    )
  })

  function failure(error: unknown): { error: string } {
    if (isDomainError(error)) return { error: error.code, ...error.data }
    ports.log.error({ error: String(error) }, 'watch failed')
    return { error: 'internal' }
  }

  async function lacksFactor({ memberId: id, roles }: Viewer): Promise<boolean> {
    const org = await ports.store.read.org.get()
    return org !== null && lacksAuthenticator(ports, org.policy, { id, roles })
  }

  async function watch(watcher: Watcher, body: unknown): Promise<Record<string, unknown>> {
    const parsed = watchBody.safeParse(body)
    if (!parsed.success) return { error: 'malformed' }
    const { topic, cursor } = parsed.data
    if (!(await stillIn(watcher))) return { error: 'session_ended' }
    if (topic !== 'me' && (await lacksFactor(watcher.viewer))) return { error: 'second_factor_missing' }
    if (topic === 'board') {
      if (!mayEnter(watcher.viewer, 'sign-outs')) return { error: 'forbidden' }
      watcher.board = true
      return { ok: true, head: 0 }
    }
    const followed = await followedBy(watcher.viewer, topic)
    if (followed === null) return { error: 'unknown_topic' }
    const { seq: head } = await ports.store.read.log.head(followed.stream)
    if (cursor !== undefined && cursor > head) return { error: 'future_cursor', head }
    unwatch(watcher, topic)
    makeRoom(watcher)
    follow(watcher, topic, followed, cursor ?? head)
    return { ok: true, head }
  }

  /** A page that goes from member to member keeps its connection: what it watched longest ago makes room. */
  function makeRoom(watcher: Watcher): void {
    const others = [...watcher.topics.keys()].filter((topic) => topic !== 'me')
    for (const topic of others.slice(0, Math.max(0, watcher.topics.size + 1 - MOST_TOPICS))) unwatch(watcher, topic)
  }

  /** What a topic follows, when the viewer may see it. Throws `not_found` or `forbidden`. */
  async function followedBy(viewer: Viewer, topic: string): Promise<Followed | null> {
    if (topic === 'me') return { stream: viewer.memberId, run: null }
    if (topic.startsWith('run:')) {
      const run = await runTopic(ports, viewer, topic.slice('run:'.length))
      return { stream: run.id, run }
    }
    if (!topic.startsWith('member:')) return null
    const id = topic.slice('member:'.length)
    const { policy } = await requireOrg(ports.store.read.org)
    await authoriseOn(ports.store.read.members, viewer, 'see-devices', id, policy, ports.store.read.runs)
    return { stream: id, run: null }
  }

  function follow(watcher: Watcher, topic: string, followed: Followed, from: number): void {
    const { socket } = watcher
    const { stream, run } = followed
    const outbox = new Outbox<Tail>(from, {
      read: async (cursor, known) => {
        const raw = await (known ?? ports.store.read.log).after(stream, cursor, MESSAGE_ENTRIES)
        const entries = raw.flatMap((entry) => forWatcher(entry) ?? [])
        return { entries, head: raw.at(-1)?.seq ?? cursor, more: raw.length === MESSAGE_ENTRIES }
      },
      emit: (message, ack) => socket.emit('log', { topic, ...message }, ack),
      acked: () => undefined,
      failed: (error) =>
        ports.log.warn({ error: String(error) }, 'a page could not be sent its log; it is tried again'),
    })
    watcher.topics.set(topic, { ...followed, outbox })
    if (run) runs.add(run)
    byStream.set(stream, (byStream.get(stream) ?? new Set()).add(outbox))
    outbox.pump()
  }

  function unwatch(watcher: Watcher, topic: string): void {
    const followed = watcher.topics.get(topic)
    if (!followed) return
    followed.outbox.close()
    watcher.topics.delete(topic)
    if (followed.run) runs.drop(followed.run)
    const all = byStream.get(followed.stream)
    all?.delete(followed.outbox)
    if (all?.size === 0) byStream.delete(followed.stream)
  }

  async function stillIn(watcher: Watcher): Promise<boolean> {
    await recheck([watcher])
    return watcher.socket.connected
  }

  /** Closes whose session has ended, and reads roles and scope anew: permission changes apply at once (ASVS 8.3.2). */
  async function recheck(some: readonly Watcher[]): Promise<void> {
    if (some.length === 0) return
    const sessions = new Map(
      (await ports.store.read.sessions.many(some.map((watcher) => watcher.viewer.sessionId))).map((session) => [
        session.id,
        session,
      ]),
    )
    const members = new Map(
      (await ports.store.read.members.many([...new Set(some.map((watcher) => watcher.viewer.memberId))])).map(
        (member) => [member.id, member],
      ),
    )
    for (const watcher of some) {
      const member = members.get(watcher.viewer.memberId)
      const session = sessions.get(watcher.viewer.sessionId)
      if (!member || member.state !== 'active' || !session || session.endedAt !== null) {
        watcher.socket.disconnect()
        continue
      }
      if (member.roles.join() !== watcher.viewer.roles.join())
        await demote(watcher, { ...watcher.viewer, roles: member.roles })
    }
  }

  async function demote(watcher: Watcher, viewer: Viewer): Promise<void> {
    watcher.viewer = viewer
    if (!mayEnter(viewer, 'sign-outs')) watcher.board = false
    for (const topic of watcher.topics.keys()) await followedBy(viewer, topic).catch(() => unwatch(watcher, topic))
  }

  return {
    async rang(stream, tail) {
      await recheck([...watchers].filter((watcher) => watcher.viewer.memberId === stream))
      for (const outbox of byStream.get(stream) ?? []) outbox.pump(tail)
      runs.rang(stream)
      if ([...watchers].some((watcher) => watcher.board)) changedStreams.add(stream)
    },
    moved(signOuts, devices, stream) {
      if (!byStream.has(stream) && !runs.hears(stream)) return
      const collected = now.get(stream) ?? { signOuts: new Set(), devices: new Set() }
      signOuts.forEach((id) => collected.signOuts.add(id))
      devices.forEach((id) => collected.devices.add(id))
      now.set(stream, collected)
    },
    async tick() {
      const due = [...now]
      now.clear()
      for (const [stream, what] of due) {
        const message = await nowOf(ports, stream, what)
        for (const watcher of watchers)
          if ([...watcher.topics.values()].some((topic) => topic.stream === stream || topic.run?.hears === stream))
            watcher.socket.volatile.emit('now', message)
      }
      await runs.refresh()
    },
    async tickBoard() {
      const streams = [...changedStreams]
      changedStreams.clear()
      if (streams.length > 0)
        await tellBoard(
          deps,
          [...watchers].filter((watcher) => watcher.board),
          streams,
        )
    },
    async sweep() {
      for (const watcher of watchers)
        if ([...watcher.topics.values()].some(({ outbox }) => outbox.tooSlow())) watcher.socket.disconnect(true)
      const all = [...watchers]
      for (let i = 0; i < all.length; i += 500) await recheck(all.slice(i, i + 500))
      const heads = await ports.store.read.log.headsOf([...byStream.keys()])
      for (const [stream, outboxes] of byStream)
        for (const outbox of outboxes) if (outbox.behind(heads.get(stream) ?? 0)) outbox.pump()
    },
    count: () => watchers.size,
    drain: () => closeInBatches(nsp),
  }
}

const RECENT = 20

/** Names the sign-outs that changed, to each board only those of its scope. It only prompts a read: too many names do no harm, too few would. */
async function tellBoard(deps: SocketDeps, boards: readonly Watcher[], streams: readonly MemberId[]): Promise<void> {
  const { read } = deps.ports.store
  const members = new Map((await read.members.many(streams)).map((member) => [member.id, member]))
  const changed: { departmentId: string | null; id: SignOutId }[] = []
  for (const stream of streams) {
    const { seq } = await read.log.head(stream)
    const ids = new Set(
      (await read.log.after(stream, Math.max(0, seq - RECENT), RECENT)).flatMap(
        (entry) => signOutIdOf(entry.data) ?? [],
      ),
    )
    for (const id of ids) changed.push({ id, departmentId: members.get(stream)?.departmentId ?? null })
  }
  for (const { socket, viewer } of boards) {
    const scope = viewer.roles.includes('owner') ? null : viewer.scope
    const seen = changed.filter(
      ({ departmentId }) => scope === null || (departmentId !== null && scope.has(departmentId)),
    )
    if (seen.length > 0) socket.emit('changed', { signOuts: seen.map(({ id }) => id) })
  }
}

function signOutIdOf(data: Readonly<Record<string, unknown>> | null): string | null {
  const id = data?.['signOutId']
  return typeof id === 'string' ? id : null
}
