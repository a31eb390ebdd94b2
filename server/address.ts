import type { IncomingMessage } from 'node:http'
import { isIP, type BlockList } from 'node:net'

/**
 * Who sent a request: the socket's peer, or, where that is a trusted proxy, the first address in `X-Forwarded-For` from the right that is not
 * one (quality.md, G8). What a client writes there is believed for nothing else.
 */
export function addressOf(request: IncomingMessage, trusted: BlockList | null): string | null {
  const peer = plain(request.socket.remoteAddress ?? '')
  if (trusted === null || !isTrusted(trusted, peer)) return peer || null
  const header = request.headers['x-forwarded-for']
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((part) => plain(part.trim()))
  for (const address of forwarded.reverse()) {
    if (isIP(address) === 0) break
    if (!isTrusted(trusted, address)) return address
  }
  return peer || null
}

function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
}

function isTrusted(trusted: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && trusted.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
