import { macExitChange, macExitView } from '#protocol/mac-exit.ts'
import { changeMacExit } from '../../commands/change-mac-exit.ts'
import { getMacExit, macExitShown } from '../../queries/mac-exit.ts'
import { ok } from '../reply.ts'
import { session, type Route } from '../route.ts'

/** What only a person at the Mac can do: their ticks and counts. No call here runs anything (guide statements 3.1 to 3.16). */
export const macExitRoutes: readonly Route[] = [
  session({
    method: 'get',
    path: '/api/v1/devices/{id}/mac-exit',
    name: 'getMacExit',
    tag: 'Devices',
    summary: 'What was ticked and counted at a Mac',
    answer: macExitView,
    refusals: ['not_found'],
    run: async ({ ports, caller, id }) => ok(await getMacExit(ports, caller.viewer, id())),
  }),
  session({
    method: 'patch',
    path: '/api/v1/devices/{id}/mac-exit',
    name: 'changeMacExit',
    tag: 'Devices',
    summary: 'Ticks a step at a Mac, or notes a count',
    body: macExitChange,
    answer: macExitView,
    refusals: ['not_found'],
    async run({ ports, caller, id, body }) {
      const exit = await changeMacExit(ports, caller.viewer, id(), await body())
      return ok(macExitShown(exit))
    },
  }),
]
