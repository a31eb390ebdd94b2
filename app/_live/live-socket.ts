import type { Manager, Socket } from 'socket.io-client'
import type { LiveClientEvents, LiveServerEvents } from '#protocol/socket.ts'
import type { LiveSocket } from './follow-me.ts'

/** The `/live` namespace on the page's connection. */
export function liveSocket(manager: Manager): LiveSocket {
  const socket: Socket<LiveServerEvents, LiveClientEvents> = manager.socket('/live')
  return {
    listen: ({ connect, disconnect, connect_error, log, now }) => {
      socket.on('connect', connect).on('disconnect', disconnect).on('connect_error', connect_error)
      socket.on('log', log).on('now', now)
      return () => {
        socket.off('connect', connect).off('disconnect', disconnect).off('connect_error', connect_error)
        socket.off('log', log).off('now', now)
      }
    },
    watch: (body, ack) => void socket.emit('watch', body, ack),
    connect: () => void socket.connect(),
    disconnect: () => void socket.disconnect(),
  }
}
