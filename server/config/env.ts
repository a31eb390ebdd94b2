import { resolve } from 'node:path'
import { z } from 'zod'
import { databaseUrl } from './database-url.ts'

/** The environment, as protocol.md, part 1, names it. One clear line for each mistake. */
const flag = z
  .enum(['', '0', '1'])
  .optional()
  .transform((value) => value === '1')
const optional = z
  .string()
  .optional()
  .transform((value) => value || undefined)

const environment = z.object({
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  SIGNOFF_URL: optional,
  SIGNOFF_DATA: z.string().default('./data'),
  SIGNOFF_SECRET: optional,
  DATABASE_URL: optional,
  SIGNOFF_OWNER_EMAIL: optional,
  SIGNOFF_OWNER_PASSWORD: optional,
  SIGNOFF_OWNER_NAME: optional,
  SIGNOFF_COMPANY: optional,
  SMTP_URL: optional,
  MAIL_FROM: optional,
  SIGNOFF_WEBHOOK_URL: optional,
  SIGNOFF_WEBHOOK_SECRET: optional,
  OIDC_ISSUER: optional,
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  OIDC_NAME: optional,
  TRUST_PROXY: optional,
  SIGNOFF_TEST_CLOCK: flag,
  SIGNOFF_DEMO: flag,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})
export type Environment = z.infer<typeof environment> & { readonly databaseUrl: string; readonly dataDir: string }

/** A configuration that cannot be used: `lines` says each mistake. */
export class ConfigMistakes extends Error {
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.name = 'ConfigMistakes'
    this.lines = lines
  }
}

export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = environment.safeParse(env)
  if (!parsed.success)
    throw new ConfigMistakes(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  return { ...parsed.data, databaseUrl: databaseUrl(env), dataDir: resolve(parsed.data.SIGNOFF_DATA) }
}
