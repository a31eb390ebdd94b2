import { alone, type ClientState, type Peers } from '#device/client/index.ts'

const NAME = 'signoff-device'

/**
 * All tabs of one browser are one device: a Web Lock lets one of them carry out orders, and a broadcast lets the others show the same.
 * When the leading tab is closed, the next one takes over. Where a browser has neither, each tab leads; orders are idempotent.
 */
export function browserPeers(): Peers<ClientState> {
  if (typeof navigator.locks === 'undefined' || typeof BroadcastChannel === 'undefined') return alone()
  const channel = new BroadcastChannel(NAME)
  return {
    async lead(work, signal) {
      try {
        await navigator.locks.request(NAME, { signal }, () => work(signal))
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
    tell: (state) => channel.postMessage(state),
    hear(listener) {
      const onMessage = (message: MessageEvent<ClientState>) => listener(message.data)
      channel.addEventListener('message', onMessage)
      return () => {
        channel.removeEventListener('message', onMessage)
        channel.close()
      }
    },
  }
}
