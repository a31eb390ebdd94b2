/** The import law of docs/architecture.md, as code. `npm run check` runs it. */

const TEST = '[.]test[.]tsx?$'
/** In an `only`: node builtins too. */
const NODE = 'node'
const pkg = (...names) => `node_modules/(${names.join('|')})(/|$)`

/** Who is in `from` (tests apart) may import what is in `allowed`, and nothing else. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TEST },
  to: {
    pathNot: allowed.filter((path) => path !== NODE),
    ...(allowed.includes(NODE) ? { dependencyTypesNot: ['core'] } : {}),
  },
})

/** Who is in `from` (tests apart) must not import what is in `to`. */
const never = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from.path ?? from, pathNot: [TEST, ...(from.pathNot ?? [])] },
  to: { path: to },
})

const rooms = [
  only('domain-is-pure', '^domain/', ['^domain/', pkg('zod')], 'no framework, no node builtin, no clock'),
  only(
    'protocol-is-shared',
    '^protocol/',
    ['^protocol/', '^domain/', pkg('zod')],
    'runs in browser, device and server',
  ),
  only(
    'device-client-is-portable',
    '^device/client/',
    ['^device/client/', '^protocol/', '^domain/', pkg('socket[.]io-client')],
    'the SDK: browser and Node alike, so no node builtin',
  ),
  only(
    'device-browser-uses-the-sdk',
    '^device/browser/',
    ['^device/(client|browser)/', '^protocol/', '^domain/', pkg('socket[.]io-client')],
    'what a web page cleans: no node builtin',
  ),
  only(
    'device-agent-uses-the-sdk',
    '^device/agent/',
    ['^device/(client|agent)/', '^protocol/', '^domain/', pkg('socket[.]io-client', 'uqr', 'zod'), NODE],
    'the command line is a consumer of the SDK',
  ),
  only(
    'db-implements-the-ports',
    '^db/',
    ['^db/', '^domain/', pkg('drizzle-orm', 'better-sqlite3', 'pg', '@types/better-sqlite3', '@types/pg'), NODE],
    'the only room with SQL',
  ),
  only(
    'commands-know-ports-only',
    '^server/(commands|queries)/',
    ['^server/(commands|queries)/', '^domain/'],
    'no socket, no SQL, no Next',
  ),
  only(
    'config-depends-on-nothing',
    '^server/config/',
    ['^server/config/', '^domain/', pkg('zod'), NODE],
    'the environment is read here and nowhere else',
  ),
]

const edges = [
  never(
    'only-the-root-composes',
    { path: '^server/', pathNot: ['^server/(runtime|backup|restore)[.]ts$'] },
    '^db/',
    'server/runtime.ts is the composition root; backup and restore are programs of their own',
  ),
  never(
    'edges-stay-at-the-edge',
    '^server/(commands|queries|config)/',
    '^server/(api|oauth|auth|live|jobs|notify|main|serve|http|runtime)',
    'commands and queries are called, they do not call back',
  ),
  never(
    'sockets-only-in-live',
    { path: '^server/', pathNot: ['^server/(live/|runtime|http)'] },
    pkg('socket[.]io'),
    '',
  ),
  never('live-has-one-framework', '^server/live/', pkg('hono', '@hono', 'next', 'next-auth'), ''),
  never(
    'jobs-have-no-framework',
    '^server/(jobs|notify)/',
    pkg('hono', '@hono', 'next', 'next-auth', 'socket[.]io'),
    '',
  ),
  never('mail-only-in-notify', { path: '^server/', pathNot: ['^server/notify/'] }, pkg('nodemailer'), ''),
  never('server-is-not-the-pages', '^server/', '^app/', 'Next takes what no route of ours takes, by URL alone'),
  never(
    'app-enters-through-data',
    { path: '^app/', pathNot: ['^app/_data/', '/route[.]ts$'] },
    '^(server|db)/',
    'pages read through app/_data',
  ),
  never('data-knows-no-sql', { path: '^app/(_data/|.*route[.]ts$)' }, '^db/', 'through server/ only'),
  never(
    'client-code-stays-client',
    '^app/(_components|_live)/',
    '^(app/_data|server|db)/',
    'what a browser runs: domain, protocol and the browser part of device',
  ),
  {
    name: 'client-code-has-no-node',
    severity: 'error',
    from: { path: '^app/(_components|_live)/', pathNot: TEST },
    to: { dependencyTypes: ['core'] },
  },
]

const everyone = [
  {
    name: 'no-cycles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  {
    name: 'no-development-package-at-run-time',
    severity: 'error',
    from: { path: '^(domain|protocol|device|db|server|app)/', pathNot: TEST },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: pkg('@types') },
  },
  {
    name: 'between-folders-by-name',
    comment: '#folder/… between folders, relative within one',
    severity: 'error',
    from: { path: '^(app|db|device|domain|protocol|server|tests)/' },
    to: {
      path: '^(app|db|device|domain|protocol|server|tests)/',
      pathNot: '^$1/',
      dependencyTypesNot: ['aliased-subpath-import'],
    },
  },
  never('nobody-imports-app', { path: '', pathNot: ['^(app|tests)/'] }, '^app/', ''),
  never(
    'nobody-imports-tests',
    { path: '', pathNot: ['^tests/', '[.]config[.]ts$', '^scripts/(bench|demo/real-agents)[.]ts$'] },
    '^tests/',
    'the bench is a test with a command of its own; the demo runs the desktop program of the tests',
  ),
  never('nobody-imports-scripts', { path: '', pathNot: ['^(scripts|tests)/'] }, '^scripts/', ''),
]

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...rooms, ...edges, ...everyone],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^([.]next|dist|data|test-results|playwright-report)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
