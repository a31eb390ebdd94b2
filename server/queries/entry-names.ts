import type { Entry } from '#domain/log.ts'
import type { Ports } from '../commands/ports.ts'

/** What the ids of some entries are called: members by their stream, and devices. For people to read; a name is no part of the log. */
export type Names = Readonly<Record<string, string>>

export async function namesOf(ports: Ports, entries: readonly Pick<Entry, 'stream' | 'data'>[]): Promise<Names> {
  const { read } = ports.store
  const streams = entries.map(({ stream }) => stream)
  const people = entries.flatMap(({ data }) => text(data?.['memberId']))
  const devices = entries.flatMap(({ data }) => text(data?.['deviceId']))
  const [members, machines] = await Promise.all([
    read.members.many([...new Set([...streams, ...people])]),
    read.devices.many([...new Set(devices)]),
  ])
  return Object.fromEntries([...members, ...machines].map(({ id, name }) => [id, name]))
}

function text(value: unknown): string[] {
  return typeof value === 'string' ? [value] : []
}
