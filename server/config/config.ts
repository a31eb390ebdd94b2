import { createHash, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { join } from 'node:path'
import { ConfigMistakes, type Environment } from './env.ts'

/** What the environment means. */
export type Config = {
  readonly host: string
  readonly port: number
  /** The public origin, without a slash at the end: links, cookies, `iss`, Origin checks. */
  readonly url: string
  readonly origins: ReadonlySet<string>
  readonly secure: boolean
  readonly dataDir: string
  readonly databaseUrl: string
  /** 32 bytes: cookies, and the wrapping of signing keys. */
  readonly secret: Buffer
  readonly trusted: BlockList | null
  /** Null: no mail, the inbox of the pages alone. */
  readonly mail: { readonly url: string; readonly from: string } | null
  /** Null: due messages go to the inbox alone. */
  readonly webhook: { readonly url: string; readonly secret: Buffer } | null
  /** Null: no company sign-in beside passwords. */
  readonly oidc: Oidc | null
  readonly testClock: boolean
  /** Most of its devices are simulated: every page says so. */
  readonly demo: boolean
  readonly logLevel: string
  readonly firstOwner: {
    readonly email: string
    readonly password: string
    readonly name: string
    readonly company: string
  } | null
}

/** The company's identity provider. `name` is what its button says. */
export type Oidc = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
}

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

export function isLoopback(host: string): boolean {
  return LOOPBACK_HOSTS.has(host) || host.startsWith('127.')
}

/** Interprets the environment or says every mistake at once. */
export function interpret(env: Environment): Config {
  const mistakes: string[] = []
  const url = publicUrl(env, mistakes)
  const loopbackUrl = isLoopback(url.hostname)
  if (url.protocol !== 'https:' && !loopbackUrl)
    mistakes.push(
      'SIGNOFF_URL: must be https unless its host is loopback, because browsers give a page keys only on a secure origin',
    )
  if (env.SIGNOFF_TEST_CLOCK && !(isLoopback(env.HOST) && loopbackUrl))
    mistakes.push('SIGNOFF_TEST_CLOCK: only with HOST and SIGNOFF_URL on loopback')
  const postgres = env.databaseUrl.startsWith('postgres')
  if (postgres && env.SIGNOFF_SECRET === undefined)
    mistakes.push('SIGNOFF_SECRET: must be set with postgres://, so that all nodes share it')
  const trusted = trustedProxies(env.TRUST_PROXY, mistakes)
  const firstOwner = owner(env, mistakes)
  const mail = mailOf(env, mistakes)
  const webhook = webhookOf(env, mistakes)
  const oidc = oidcOf(env, mistakes)
  if (mistakes.length > 0) throw new ConfigMistakes(mistakes)
  const secret = env.SIGNOFF_SECRET === undefined ? storedSecret(env.dataDir) : givenSecret(env.SIGNOFF_SECRET)
  return {
    host: env.HOST,
    port: env.PORT,
    url: url.origin,
    origins: originsOf(url),
    secure: url.protocol === 'https:',
    dataDir: env.dataDir,
    databaseUrl: env.databaseUrl,
    secret,
    trusted,
    mail,
    webhook,
    oidc,
    testClock: env.SIGNOFF_TEST_CLOCK,
    demo: env.SIGNOFF_DEMO,
    logLevel: env.LOG_LEVEL,
    firstOwner,
  }
}

function publicUrl(env: Environment, mistakes: string[]): URL {
  const text = env.SIGNOFF_URL ?? `http://localhost:${env.PORT}`
  if (URL.canParse(text)) {
    const url = new URL(text)
    if ((url.protocol === 'https:' || url.protocol === 'http:') && url.pathname === '/' && url.search === '') return url
  }
  mistakes.push(`SIGNOFF_URL: must be an origin such as https://signoff.example, not "${text}"`)
  return new URL('http://localhost')
}

/** `localhost` and `127.0.0.1` of one port count as one origin. */
function originsOf(url: URL): ReadonlySet<string> {
  if (!isLoopback(url.hostname)) return new Set([url.origin])
  const port = url.port === '' ? '' : `:${url.port}`
  return new Set([url.origin, `${url.protocol}//localhost${port}`, `${url.protocol}//127.0.0.1${port}`])
}

function trustedProxies(text: string | undefined, mistakes: string[]): BlockList | null {
  if (text === undefined) return null
  const list = new BlockList()
  for (const cidr of text.split(',').map((part) => part.trim())) {
    const [address = '', bits] = cidr.split('/')
    const family = isIP(address)
    const width = Number(bits ?? (family === 4 ? 32 : 128))
    if (family === 0 || !Number.isInteger(width) || width < 0 || width > (family === 4 ? 32 : 128))
      mistakes.push(`TRUST_PROXY: "${cidr}" is no CIDR`)
    else list.addSubnet(address, width, family === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

function owner(env: Environment, mistakes: string[]): Config['firstOwner'] {
  const {
    SIGNOFF_OWNER_EMAIL: email,
    SIGNOFF_OWNER_PASSWORD: password,
    SIGNOFF_OWNER_NAME: name,
    SIGNOFF_COMPANY: company,
  } = env
  if (email === undefined && password === undefined) return null
  if (email === undefined || password === undefined) {
    mistakes.push('SIGNOFF_OWNER_EMAIL and SIGNOFF_OWNER_PASSWORD: set both or neither')
    return null
  }
  return { email, password, name: name ?? email.split('@')[0] ?? email, company: company ?? 'Signoff' }
}

function mailOf({ SMTP_URL: url, MAIL_FROM: from }: Environment, mistakes: string[]): Config['mail'] {
  if (url === undefined && from === undefined) return null
  if (url === undefined || from === undefined) {
    mistakes.push('SMTP_URL and MAIL_FROM: set both or neither')
    return null
  }
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol))
    mistakes.push(
      'SMTP_URL: must be smtp://HOST:PORT or smtps://…, with user and password in front of the host if needed',
    )
  if (!from.includes('@')) mistakes.push('MAIL_FROM: must be an address, such as "Signoff <signoff@example.com>"')
  return { url, from }
}

function webhookOf(
  { SIGNOFF_WEBHOOK_URL: text, SIGNOFF_WEBHOOK_SECRET: key }: Environment,
  mistakes: string[],
): Config['webhook'] {
  if (text === undefined && key === undefined) return null
  if (text === undefined || key === undefined) {
    mistakes.push('SIGNOFF_WEBHOOK_URL and SIGNOFF_WEBHOOK_SECRET: set both or neither')
    return null
  }
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))))
    mistakes.push('SIGNOFF_WEBHOOK_URL: must be an https address (http only on loopback)')
  else if (url.username !== '' || url.password !== '')
    mistakes.push('SIGNOFF_WEBHOOK_URL: must not carry a user or a password; calls are signed')
  const secret = Buffer.from(key.replace(/^whsec_/, ''), 'base64')
  if (!key.startsWith('whsec_') || secret.length < 24 || secret.length > 64)
    mistakes.push('SIGNOFF_WEBHOOK_SECRET: must be whsec_ and 24 to 64 bytes in base64 (openssl rand -base64 32)')
  return { url: text, secret }
}

function oidcOf(env: Environment, mistakes: string[]): Oidc | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = env
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    mistakes.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: set all three or none')
    return null
  }
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))))
    mistakes.push('OIDC_ISSUER: must be the https address of the identity provider, as its own metadata says it')
  return { issuer: issuer.replace(/\/$/, ''), clientId, clientSecret, name: name ?? url?.hostname ?? issuer }
}

function givenSecret(text: string): Buffer {
  const secret = Buffer.from(text, 'base64')
  if (secret.length !== 32)
    throw new ConfigMistakes(['SIGNOFF_SECRET: must be 32 bytes in base64 (openssl rand -base64 32)'])
  return secret
}

/** Made once, readable by its owner alone. */
function storedSecret(dataDir: string): Buffer {
  const file = join(dataDir, 'secret')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    if (!existsSync(file)) writeWhole(file, randomBytes(32).toString('base64'))
    return givenSecret(readFileSync(file, 'utf8').trim())
  } catch (error) {
    if (error instanceof ConfigMistakes) throw error
    throw new ConfigMistakes([`SIGNOFF_DATA: ${dataDir} cannot be used (${String(error)})`])
  }
}

/** The file is there whole and on the disk, or not at all: half a secret would keep every later start from working. */
function writeWhole(file: string, text: string): void {
  const partial = `${file}.partial-${process.pid}`
  const handle = openSync(partial, 'w', 0o600)
  writeSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(partial, file)
}

/** A secret of its own for each use, so that none can stand for another. */
export function derive(secret: Buffer, use: string): Buffer {
  return createHash('sha256').update(use).update('\n').update(secret).digest()
}
