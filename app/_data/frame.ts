import { roomsOf, type AdminRoom } from '#app/_frame/admin-rooms.ts'
import { runtime } from '#server/running.ts'
import { whoCalls } from './viewer.ts'

export type FrameData = {
  readonly name: string
  readonly deviceId: string
  readonly head: number
  readonly serverNow: number
  readonly waiting: number
  /** Lines of the inbox that were not read. */
  readonly unread: number
  /** The administrators' pages that this member may open. */
  readonly rooms: readonly AdminRoom[]
}

/** What the frame of a member's page shows, or null when the page itself is about to lead the caller away. */
export async function readFrame(): Promise<FrameData | null> {
  const caller = await whoCalls()
  if (caller.kind !== 'viewer') return null
  const { viewer } = caller
  const rt = runtime()
  const [{ head }, waiting, unread] = await Promise.all([
    rt.queries.devices(viewer),
    rt.queries.signOuts(viewer, { state: ['awaiting-original'] }),
    rt.queries.unread(viewer),
  ])
  const mine = waiting.items.filter(({ original }) => original?.deviceId === viewer.deviceId)
  return {
    name: viewer.name,
    deviceId: viewer.deviceId,
    head,
    serverNow: rt.now(),
    waiting: mine.length,
    unread,
    rooms: roomsOf(viewer),
  }
}

/** The administrators' pages that the caller may open; null for who is not signed in, whom the page leads away. */
export async function readRooms(): Promise<readonly AdminRoom[] | null> {
  const caller = await whoCalls()
  return caller.kind === 'viewer' ? roomsOf(caller.viewer) : null
}
