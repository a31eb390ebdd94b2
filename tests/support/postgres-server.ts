import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface PostgresServer {
  /** A superuser's connection string. */
  url: string
  stop(): Promise<void>
}

/** `TEST_DATABASE_URL` as it is, else a throw-away Postgres of our own. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return { url: given, stop: async () => undefined }
  const guard = fileURLToPath(new URL('./postgres-guard.ts', import.meta.url))
  // Its own process group: Ctrl-C must reach us and not the guard, which has to tidy up after us.
  const child = spawn(process.execPath, [guard], { detached: true, stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const failed = exited.then(() => Promise.reject(new Error('the test Postgres did not start; see above')))
  const line = once(child.stdout.setEncoding('utf8'), 'data').then(([text]) => String(text))
  const { url } = JSON.parse(await Promise.race([line, failed])) as { url: string }
  failed.catch(() => undefined)
  return {
    url,
    stop: async () => {
      child.stdin.end()
      await exited
    },
  }
}
