/**
 * Completes package-lock.json: `npm ci` refuses a lockfile that leaves out an optional package of another platform,
 * and npm leaves it out when the registry in use does not carry it. Plain Node 20; run it after `npm install NAME`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './setup/project.mjs'

const FILE = join(root, 'package-lock.json')
const SYSTEMS = [
  'darwin',
  'linux',
  'win32',
  'windows',
  'android',
  'freebsd',
  'openharmony',
  'sunos',
  'aix',
  'netbsd',
  'openbsd',
]
const PROCESSORS = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32']

/**
 * The optional packages that someone in the lockfile asks for and that it has no entry for.
 * @param {Record<string, any>} packages the lockfile's `packages`
 * @returns {{name: string, version: string}[]}
 */
export function missingOptionals(packages) {
  const missing = new Map()
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isFound(packages, path, name)) missing.set(name, { name, version })
    }
  }
  return [...missing.values()]
}

/** As Node does: in the package's own node_modules, then in each one above it. */
function isFound(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`]) return true
    if (folder === '') return false
  }
}

/**
 * An entry that lets npm see that the package is for another platform. It has no `integrity`: this registry could not
 * tell it, and a wrong one would be worse than none.
 */
export function entryFor({ name, version }) {
  if (!/^\d+\.\d+\.\d+[\w.+-]*$/.test(version))
    throw new Error(`${name}@${version}: only an exact version can be named`)
  const words = name.split(/[/-]/)
  const os = SYSTEMS.find((system) => words.includes(system))
  const cpu = PROCESSORS.find((processor) => words.includes(processor))
  if (!cpu) throw new Error(`${name}: no platform in its name`)
  const libc =
    os !== 'linux' ? undefined : words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined
  return {
    version,
    cpu: [cpu],
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os === 'windows' ? 'win32' : os] } : {}),
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const lock = JSON.parse(readFileSync(FILE, 'utf8'))
  const missing = missingOptionals(lock.packages)
  for (const wanted of missing) lock.packages[`node_modules/${wanted.name}`] = entryFor(wanted)
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  lock.packages = Object.fromEntries(sorted)
  writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${missing.length} entries added`)
}
