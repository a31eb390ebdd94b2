import { openBalancer, type Balancer } from '#tests/faults/balancer.ts'
import { freePort } from '#tests/support/free-port.ts'
import { createDatabaseOn } from '#tests/support/postgres-database.ts'
import { startPostgresServer } from '#tests/support/postgres-server.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

/** Two real processes with their pages over one real Postgres, behind one balancer. Dispose of them. */
export interface TwoNodes {
  readonly a: TestServer
  readonly b: TestServer
  readonly balancer: Balancer
  /** What people type: the balancer. */
  readonly origin: string
  dispose(): Promise<void>
}

export async function openTwoNodes(): Promise<TwoNodes> {
  const postgres = await startPostgresServer()
  const database = await createDatabaseOn(postgres.url)
  const port = await freePort()
  const balancer = await openBalancer(port)
  const origin = `http://localhost:${port}`
  const node = () => startServer({ pages: true, databaseUrl: database.url, env: { SIGNOFF_URL: origin } })
  const [a, b] = await Promise.all([node(), node()])
  balancer.to([a.port, b.port])
  return {
    a,
    b,
    balancer,
    origin,
    async dispose() {
      await balancer.close()
      await Promise.all([a.dispose(), b.dispose()])
      await database.drop()
      await postgres.stop()
    },
  }
}

/** How many pages a node holds live, as its metrics say. */
export async function pagesOn({ url }: TestServer): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^signoff_watcher_sockets (\d+)/m.exec(text)?.[1] ?? Number.NaN)
}
