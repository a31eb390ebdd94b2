import { departmentPage } from '#protocol/admin.ts'
import { dataKeyView, directoryPage, directoryQuery } from '#protocol/directory.ts'
import { listDirectory } from '../../queries/directory.ts'
import { dataSalt } from '../data-salt.ts'
import { ok } from '../reply.ts'
import { session, type Route } from '../route.ts'

/** The directory that a member's devices hold, and what opens it there (issue 4, 1). */
export const directoryRoutes: readonly Route[] = [
  session({
    method: 'get',
    path: '/api/v1/directory',
    name: 'listDirectory',
    tag: 'Directory',
    summary: 'Colleagues, found by name, pinyin or e-mail',
    query: directoryQuery,
    answer: directoryPage,
    refusals: ['not_found'],
    run: async ({ ports, query }) => ok(await listDirectory(ports, query())),
  }),
  session({
    method: 'get',
    path: '/api/v1/directory/departments',
    name: 'listDirectoryDepartments',
    tag: 'Directory',
    summary: 'The departments of the directory',
    answer: departmentPage,
    async run({ ports }) {
      const items = await ports.store.read.members.departments()
      return ok({ items, nextCursor: null, total: items.length })
    },
  }),
  session({
    method: 'get',
    path: '/api/v1/device/data-key',
    name: 'getDataKey',
    tag: 'Device channel',
    summary: "The server's half of the key to what this device holds, and of its kept records",
    answer: dataKeyView,
    async run({ ports, deps, caller: { device, org } }) {
      return ok({
        salt: dataSalt(deps.config.secret, device.id),
        days: org.policy.offlineKeyDays,
        kept: await ports.store.read.signOuts.keptOf(device.id),
      })
    },
  }),
]
