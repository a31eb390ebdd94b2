/** Where this checkout is, and how the launchers speak. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's folder, wherever the command was called from. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** One plain line of progress. */
export const say = (line) => console.log(`signoff: ${line}`)

/** Ends the launcher with one clear line, no stack. */
export class SetupError extends Error {}

export const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`
