import { codes } from '#server/auth/codes.ts'
import type { Api } from './api.ts'

/** The time that a server goes by, whatever its test clock was moved to. */
export async function serverNow(http: Api): Promise<number> {
  return Date.parse((await http.post<{ now: string }>('/api/test/clock', { advanceMs: 0 })).body.now)
}

/** The code that an app with this secret shows `steps` from now. */
export async function appCode(http: Api, secret: string, steps = 0): Promise<string> {
  return codes.of(secret, Math.floor((await serverNow(http)) / 30_000) + steps)
}

/** Sets an app up for a device's member. Returns its secret and the recovery codes. */
export async function setUpApp(http: Api, token: string): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await http.post<{ secret: string }>('/api/v1/authenticator', {}, { token })
  const { secret } = begun.body
  const code = await appCode(http, secret)
  const confirmed = await http.post<{ recoveryCodes: string[] }>('/api/v1/authenticator/confirm', { code }, { token })
  if (confirmed.status !== 200) throw new Error(`confirming answered ${JSON.stringify(confirmed.body)}`)
  // The code of this step is used up: the next one is good.
  await http.post('/api/test/clock', { advanceMs: 60_000 })
  return { secret, recoveryCodes: confirmed.body.recoveryCodes }
}
