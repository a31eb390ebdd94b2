/** `node server/main.ts [--api-only]`: the server. `npm start` prepares what it needs and calls this. */
import { loadQuickly } from './load-quickly.ts'

loadQuickly()
const { serve } = await import('./serve.ts')
await serve()
