import { oauthRoutes } from '../../oauth/routes.ts'
import type { ApiDeps } from '../deps.ts'
import type { Metrics } from '../metrics.ts'
import type { Route } from '../route.ts'
import { activityRoutes } from './activity.ts'
import { adminAuditRoutes } from './admin-audit.ts'
import { adminInsightRoutes } from './admin-insights.ts'
import { adminMemberRoutes } from './admin-members.ts'
import { adminOrgRoutes } from './admin-org.ts'
import { adminSignOutRoutes } from './admin-sign-outs.ts'
import { closingRoutes } from './closing.ts'
import { credentialRoutes } from './credentials.ts'
import { deviceChannelRoutes } from './device-channel.ts'
import { deviceRoutes } from './devices.ts'
import { directoryRoutes } from './directory.ts'
import { inboxRoutes } from './inbox.ts'
import { keyRoutes } from './keys.ts'
import { enrolRoutes } from './enrol.ts'
import { linkRoutes } from './links.ts'
import { macExitRoutes } from './mac-exits.ts'
import { measuredRoutes } from './measured.ts'
import { memberRoutes } from './member.ts'
import { obligationRoutes } from './obligations.ts'
import { runStepRoutes } from './run-steps.ts'
import { runRoutes } from './runs.ts'
import { serverRoutes } from './server.ts'
import { setUpRoutes } from './set-up.ts'
import { signOutRoutes } from './sign-outs.ts'
import { supervisedRunRoutes } from './supervised-runs.ts'
import { templateRoutes } from './templates.ts'

/** Every route, in the order of protocol.md. */
export function allRoutes(deps: ApiDeps, metrics: Metrics): readonly Route[] {
  return [
    ...serverRoutes(metrics),
    ...setUpRoutes(deps.advanceClock),
    ...memberRoutes,
    ...enrolRoutes,
    ...credentialRoutes,
    ...deviceRoutes,
    ...macExitRoutes,
    ...directoryRoutes,
    ...activityRoutes,
    ...signOutRoutes,
    ...measuredRoutes,
    ...oauthRoutes,
    ...linkRoutes,
    ...deviceChannelRoutes,
    ...inboxRoutes,
    ...adminOrgRoutes,
    ...adminMemberRoutes,
    ...adminSignOutRoutes,
    ...adminAuditRoutes,
    ...keyRoutes,
    ...obligationRoutes,
    ...runRoutes,
    ...runStepRoutes,
    ...closingRoutes,
    ...supervisedRunRoutes,
    ...templateRoutes,
    ...adminInsightRoutes,
  ]
}
