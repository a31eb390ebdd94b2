import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Ran {
  code: number | null
  output: string
}

/** Runs `server/backup.ts` or `server/restore.ts` on a data folder, as `npm run backup` and `npm run restore` do. */
export function runProgram(name: 'backup' | 'restore', dataDir: string, ...args: string[]): Ran {
  const { PATH = '', HOME = '' } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [`server/${name}.ts`, ...args], {
    cwd: root,
    env: { NODE_ENV: 'production', PATH, HOME, SIGNOFF_DATA: dataDir },
    encoding: 'utf8',
  })
  return { code: status, output: stdout + stderr }
}
