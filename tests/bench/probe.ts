import { subscribe } from 'node:diagnostics_channel'

/**
 * Loaded before every measured server (`node --import`), ours and the floors' alike: it says when the process listens, answers how much
 * memory it has after a full collection, and does nothing else.
 */
subscribe('tracing:net.server.listen:asyncEnd', () => process.send?.('listening'))
process.on('message', (asked) => {
  if (asked !== 'memory') return
  const { gc } = globalThis
  if (!gc) throw new Error('start with --expose-gc')
  gc()
  gc()
  process.send?.({ memory: process.memoryUsage() })
})
// The channel alone must not keep a server alive that was told to stop.
process.channel?.unref()
