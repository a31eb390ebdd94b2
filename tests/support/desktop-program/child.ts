/**
 * A process that the desktop program starts: a file transfer, a worker or a helper, as its name says. A worker ends with its program; a
 * transfer and a helper go on without it, which is what a quick exit leaves behind.
 */
const role = process.argv[2] ?? 'desk-worker'
process.title = role
if (role === 'desk-worker') process.on('disconnect', () => process.exit(0))
else process.disconnect?.()
setInterval(() => {}, 60_000)

export {}
