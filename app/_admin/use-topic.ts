import { useEffect, useRef } from 'react'
import type { Socket } from 'socket.io-client'
import type { LiveClientEvents, LiveServerEvents } from '#protocol/socket.ts'
import { sharedManager } from '#app/_live/browser-device.ts'

export type TopicEars = {
  /** Of the board: these sign-outs changed. */
  readonly changed?: (signOuts: readonly string[]) => void
  /** Of a member: something new is in the log. */
  readonly entries?: () => void
}

/** Watches one more topic on the page's connection, again after each reconnection (protocol.md, part 7). What was missed is read by `LiveStore.refetch`. */
export function useTopic(topic: string, ears: TopicEars): void {
  const latest = useRef(ears)
  useEffect(() => {
    latest.current = ears
  })
  useEffect(() => {
    let mute = () => {}
    let stopped = false
    void sharedManager().then((manager) => {
      if (stopped) return
      const socket: Socket<LiveServerEvents, LiveClientEvents> = manager.socket('/live')
      const watch = () => socket.emit('watch', { topic }, () => {})
      const changed: LiveServerEvents['changed'] = ({ signOuts }) => latest.current.changed?.(signOuts)
      const log: LiveServerEvents['log'] = (message, ack) => {
        if (message.topic !== topic) return
        ack(message.head)
        if (message.entries.length > 0) latest.current.entries?.()
      }
      socket.on('connect', watch).on('changed', changed).on('log', log)
      if (socket.connected) watch()
      mute = () => void socket.off('connect', watch).off('changed', changed).off('log', log)
    })
    return () => {
      stopped = true
      mute()
    }
  }, [topic])
}
