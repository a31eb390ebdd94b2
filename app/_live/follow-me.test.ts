import { expect, it, vi } from 'vitest'
import type { LiveClientEvents } from '#protocol/socket.ts'
import { followMe, type Followed, type Heard, type LiveSocket } from './follow-me.ts'

/** A socket whose other side the test plays. */
function playedSocket() {
  const hear: Partial<Heard> = {}
  const watched: { topic: string; cursor?: number }[] = []
  let answer: Parameters<LiveClientEvents['watch']>[1] = () => {}
  const socket: LiveSocket = {
    listen: (heard) => {
      Object.assign(hear, heard)
      return () => {}
    },
    connect: () => {},
    disconnect: () => {},
    watch: (body, ack) => {
      watched.push(body)
      answer = ack
    },
  }
  return { socket, watched, hear, say: (said: Parameters<typeof answer>[0]) => answer(said) }
}

function followed(): Followed {
  return {
    entries: vi.fn<Followed['entries']>(),
    now: vi.fn<Followed['now']>(),
    live: vi.fn<() => void>(),
    lost: vi.fn<() => void>(),
    refetch: vi.fn<() => void>(),
    dropped: vi.fn<Followed['dropped']>(),
  }
}

it('watches from the page’s cursor, applies each entry once and acknowledges the highest', () => {
  const { socket, watched, hear, say } = playedSocket()
  const on = followed()
  followMe(socket, 7, on)
  hear.connect?.()
  expect(watched).toEqual([{ topic: 'me', cursor: 7 }])
  say({ ok: true, head: 7 })
  expect(on.live).toHaveBeenCalledOnce()
  expect(on.refetch).not.toHaveBeenCalled()

  const ack = vi.fn<(seq: number) => void>()
  const entry = (seq: number) => ({ seq, at: '2025-06-01T10:00:00.000Z', type: 'device.renamed', data: {} })
  hear.log?.({ topic: 'me', entries: [entry(8), entry(9)], head: 9 }, ack)
  hear.log?.({ topic: 'me', entries: [entry(9), entry(10)], head: 12 }, ack)
  hear.log?.({ topic: 'me', entries: [], head: 15 }, ack)
  expect(vi.mocked(on.entries).mock.calls.map(([entries]) => entries.map(({ seq }) => seq))).toEqual([[8, 9], [10]])
  expect(ack.mock.calls).toEqual([[9], [12], [15]])

  hear.disconnect?.('transport close')
  expect(on.lost).toHaveBeenCalledOnce()
  hear.connect?.()
  expect(watched.at(-1)).toEqual({ topic: 'me', cursor: 15 })
  say({ ok: true, head: 15 })
  expect(on.refetch).toHaveBeenCalledOnce()
})

it('starts anew from the head when the server does not know its cursor', () => {
  const { socket, watched, hear, say } = playedSocket()
  const on = followed()
  followMe(socket, 99, on)
  hear.connect?.()
  say({ error: 'future_cursor' })
  expect(watched.at(-1)).toEqual({ topic: 'me' })
  say({ ok: true, head: 3 })
  expect(on.refetch).toHaveBeenCalledOnce()
  expect(on.live).toHaveBeenCalledOnce()
})

it('says so when the server closes the connection or refuses it', () => {
  const { socket, hear } = playedSocket()
  const on = followed()
  followMe(socket, 1, on)
  hear.disconnect?.('io server disconnect')
  hear.connect_error?.(Object.assign(new Error('no'), { data: { code: 'session_ended' } }))
  hear.connect_error?.(new Error('transport'))
  expect(vi.mocked(on.dropped).mock.calls).toEqual([['io server disconnect'], ['session_ended']])
  expect(on.lost).toHaveBeenCalledTimes(3)
})

it('takes a connection for lost when its probe is not answered', () => {
  vi.useFakeTimers()
  const { socket, hear, say } = playedSocket()
  const on = followed()
  const { probe } = followMe(socket, 1, on)
  hear.connect?.()
  say({ ok: true, head: 1 })
  probe(5_000)
  say({ ok: true, head: 1 })
  expect(on.live).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(6_000)
  expect(on.lost).not.toHaveBeenCalled()

  probe(5_000)
  vi.advanceTimersByTime(6_000)
  expect(on.lost).toHaveBeenCalledOnce()
  vi.useRealTimers()
})
