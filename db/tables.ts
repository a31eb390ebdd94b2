import type { Dialect } from './dialect.ts'
import { credentialTables } from './tables/credentials.ts'
import { deviceTables } from './tables/devices.ts'
import { hookTables } from './tables/hooks.ts'
import { integrationTables } from './tables/integrations.ts'
import { logTables } from './tables/log.ts'
import { macExitTables } from './tables/mac-exits.ts'
import { mailTables } from './tables/mail.ts'
import { memberTables } from './tables/members.ts'
import { nodeTables } from './tables/nodes.ts'
import { obligationTables } from './tables/obligations.ts'
import { organisationTables } from './tables/org.ts'
import { requestTables } from './tables/requests.ts'
import { runTables } from './tables/runs.ts'
import { signOutTables } from './tables/sign-outs.ts'
import { toldTables } from './tables/told.ts'

/** The only definitions of the tables, for both engines; one file a concept. Instants are milliseconds. */
export function defineTables(d: Dialect) {
  return {
    ...organisationTables(d),
    ...memberTables(d),
    ...deviceTables(d),
    ...macExitTables(d),
    ...signOutTables(d),
    ...logTables(d),
    ...requestTables(d),
    ...mailTables(d),
    ...hookTables(d),
    ...credentialTables(d),
    ...nodeTables(d),
    ...toldTables(d),
    ...integrationTables(d),
    ...obligationTables(d),
    ...runTables(d),
  }
}
export type Tables = ReturnType<typeof defineTables>
