import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Bundles the agent into `dist/agent.mjs`: one file that plain Node from 20 on runs, with nothing beside it. The server serves it at
 * `GET /agent.mjs`.
 */
await mkdir(`${root}/dist`, { recursive: true })
await build({
  absWorkingDir: root,
  entryPoints: ['device/agent/main.ts'],
  outfile: 'dist/agent.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: true,
  keepNames: true,
  legalComments: 'inline',
  // Optional native speed-ups of ws: it works without them, and one file cannot hold them.
  external: ['bufferutil', 'utf-8-validate'],
  banner: {
    js: `#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module'\nconst require = __createRequire(import.meta.url)`,
  },
  logLevel: 'warning',
})
