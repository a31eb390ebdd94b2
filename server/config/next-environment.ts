import type { Config } from './config.ts'

/** What next-auth reads from the environment by itself. Returns whether Next runs in development. */
export function nextEnvironment(config: Pick<Config, 'url'>, secret: string): boolean {
  process.env['NEXTAUTH_URL'] = config.url
  process.env['NEXTAUTH_SECRET'] = secret
  process.env['NEXT_TELEMETRY_DISABLED'] = '1'
  return process.env['NODE_ENV'] === 'development'
}
