/**
 * Loaded before every measured server (`node --import`), ours and the floors' alike: it answers how much memory the process has after a
 * full collection, and does nothing else.
 */
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
