import { afterAll } from 'vitest'
import { api, type Api } from './api.ts'
import { company, type Company } from './company.ts'
import { runsIn, type Runs } from './runs.ts'
import { startServer, type ServerOptions, type TestServer } from './server.ts'

/** What most files of tests begin with. */
export interface ServedCompany {
  readonly server: TestServer
  readonly http: Api
  readonly firm: Company
  /** Obligations and runs, as the owner handles them. */
  readonly leaving: Runs
}

/** A server with a company on it, for one file of tests: `const { firm } = await servedCompany()` at its head. It goes with the last of them. */
export async function servedCompany(options: ServerOptions = {}): Promise<ServedCompany> {
  const server = await startServer(options)
  afterAll(() => server.dispose())
  const firm = await company(server.url)
  return { server, http: api(server.url), firm, leaving: runsIn(firm) }
}
