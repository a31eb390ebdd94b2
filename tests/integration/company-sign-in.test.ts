import { afterAll, describe, expect, it } from 'vitest'
import { api } from '#tests/support/api.ts'
import { freePort } from '#tests/support/free-port.ts'
import { startIdentityProvider } from '#tests/support/identity-provider.ts'
import { createKey, type TestKey } from '#tests/support/keys.ts'
import { testPasskey } from '#tests/support/passkey.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import { deviceClaimOf } from '#tests/support/test-device.ts'

const port = await freePort()
const origin = `http://localhost:${port}`
const provider = await startIdentityProvider(origin)
afterAll(() => provider.close())
const { server, firm } = await servedCompany({ port, pages: true, env: provider.env })

/** A browser without a screen: it keeps cookies and follows what it is told to. */
class Browser {
  readonly jar = new Map<string, string>()

  async go(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init.headers as Record<string, string>), cookie, accept: 'text/html' }
    const response = await fetch(url, { ...init, redirect: 'manual', headers })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(line)) this.jar.delete(pair.slice(0, at))
      else this.jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }

  post(path: string, fields: Record<string, string>): Promise<Response> {
    return this.go(`${origin}${path}`, { method: 'POST', headers: { origin }, body: new URLSearchParams(fields) })
  }

  async csrf(): Promise<string> {
    const said = (await (await this.go(`${origin}/api/auth/csrf`)).json()) as { csrfToken: string }
    return said.csrfToken
  }

  /** Sets out for the identity provider: where it would be sent. */
  async setOut(): Promise<string> {
    const csrfToken = await this.csrf()
    const fields = { csrfToken, callbackUrl: '/sign-in/arrive', json: 'true' }
    const said = (await (await this.post('/api/auth/signin/company', fields)).json()) as { url: string }
    return said.url
  }

  /** Follows redirects until it is sent back to us, and returns that address. */
  async through(from: string): Promise<string> {
    for (let url = from; ;) {
      if (url.startsWith(`${origin}/api/auth/callback`)) return url
      const response = await this.go(url)
      const next = response.headers.get('location')
      if (next === null) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
      url = new URL(next, url).href
    }
  }

  /** Where we lead after the callback: the path with its query. */
  async land(callback: string): Promise<string> {
    const url = new URL((await this.go(callback)).headers.get('location') ?? '', origin)
    return url.pathname + url.search
  }

  async arrive(change: (url: string) => string = (url) => url): Promise<string> {
    return this.land(await this.through(change(await this.setOut())))
  }

  async enrol(key: TestKey, more: Record<string, unknown> = {}): Promise<{ status: number; body: Enrolled }> {
    const device = deviceClaimOf(key, { kind: 'web', name: 'Firefox' })
    const response = await this.go(`${origin}/api/v1/device/enrol`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ device, ...more }),
    })
    return { status: response.status, body: (await response.json()) as Enrolled }
  }

  async status(path: string): Promise<number> {
    return (await this.go(`${origin}${path}`)).status
  }
}
type Enrolled = {
  code?: string
  challenge?: string
  session: { method: string }
  device: { id: string }
  token?: string
}

let n = 0
function person(email: string, verified = true) {
  const one = { sub: `person-${(n += 1)}`, email, email_verified: verified }
  provider.become(one)
  return one
}

describe('the company’s sign-in', () => {
  it('[SE12, SE13] proves who it is; a session begins with the enrolment of the device, once', async () => {
    const who = await firm.member('李娜')
    person(who.email.toUpperCase())
    const browser = new Browser()
    expect(await browser.arrive()).toBe('/sign-in/arrive')
    for (const path of ['/api/v1/me', '/api/v1/devices'])
      expect([path, await browser.status(path)]).toEqual([path, 401])
    const key = await createKey()
    const arrived = new Map(browser.jar)
    const { status, body } = await browser.enrol(key)
    expect([status, body.session.method, body.token]).toEqual([201, 'oidc', undefined])
    expect(await browser.status('/api/v1/me')).toBe(200)
    expect((await browser.enrol(key)).status).toBe(401)
    const copy = new Browser()
    for (const [name, value] of arrived) copy.jar.set(name, value)
    expect((await copy.enrol(await createKey())).status).toBe(401)

    const again = new Browser()
    await again.arrive()
    const asked = await again.enrol(key)
    expect(asked.body.code).toBe('proof_required')
    const renewed = await again.enrol(key, { proof: await key.sign(asked.body.challenge ?? '') })
    expect([renewed.status, renewed.body.device.id]).toEqual([201, body.device.id])
  })

  it('[SE13] knows somebody by their subject from then on; another subject with the address is somebody else', async () => {
    const who = await firm.member('Otto')
    const first = person(who.email)
    expect(await new Browser().arrive()).toBe('/sign-in/arrive')
    provider.become({ ...first, email: 'renamed@example.com', email_verified: false })
    expect(await new Browser().arrive()).toBe('/sign-in/arrive')
    person(who.email)
    expect(await new Browser().arrive()).toBe('/sign-in?refused=other_identity')
  })

  it('[SE13] refuses an address that is not verified, one that nobody has, and who is suspended; an invited one has joined', async () => {
    const who = await firm.member('Pia')
    person(who.email, false)
    expect(await new Browser().arrive()).toBe('/sign-in?refused=email_unverified')
    person('nobody@example.com')
    expect(await new Browser().arrive()).toBe('/sign-in?refused=member_unknown')
    const { token } = firm.owner
    const suspend = { reason: 'Left the company' }
    await firm.owner.http.post(`/api/v1/admin/members/${who.id}/suspend`, suspend, { token })
    person(who.email)
    expect(await new Browser().arrive()).toBe('/sign-in?refused=member_suspended')
    await firm.owner.http.post('/api/v1/admin/members', { name: 'Quinn', email: 'quinn@example.com' }, { token })
    person('quinn@example.com')
    const browser = new Browser()
    expect(await browser.arrive()).toBe('/sign-in/arrive')
    expect((await browser.enrol(await createKey())).status).toBe(201)
  })

  it('[SE13] refuses a nonce, a state, an audience, an issuer or a key that is not its own, and a code used twice', async () => {
    const who = await firm.member('Rosa')
    person(who.email)
    const refused = '/api/auth/error?error=OAuthCallback'
    expect(await new Browser().land(`${origin}${refused}`)).toBe('/sign-in?error=company')
    const elsewhere = (url: string) => {
      const changed = new URL(url)
      changed.searchParams.set('nonce', 'of-another-browser')
      return changed.href
    }
    expect(await new Browser().arrive(elsewhere)).toBe(refused)
    for (const change of [
      { claims: { aud: 'somebody-else' } },
      { claims: { iss: 'https://evil.example' } },
      { claims: { exp: 1 } },
      { key: 'another' as const },
    ]) {
      provider.lie(change)
      expect([change, await new Browser().arrive()]).toEqual([change, refused])
    }
    provider.lie(null)
    const victim = new Browser()
    const callback = await victim.through(await victim.setOut())
    const thief = new Browser()
    await thief.setOut()
    expect(await thief.land(callback)).toBe(refused)
    expect((await thief.enrol(await createKey())).status).toBe(401)
    expect(await victim.land(callback)).toBe('/sign-in/arrive')
    expect(await victim.land(callback)).toBe(refused)
  })
})

describe('a passkey', () => {
  it('[SE11, SE12] signs in over a challenge of ours, once; an unknown one does not', async () => {
    const device = await firm.device(await firm.member('Sven'))
    const http = api(server.url)
    const key = testPasskey(origin)
    const at = { token: device.token }
    const made = await http.post<{ challenge: string }>('/api/v1/passkeys/options', { for: 'add' }, at)
    await http.post('/api/v1/passkeys', { passkey: key.creation(made.body) }, at)
    const challenge = async () => (await http.post<{ challenge: string }>('/api/v1/sign-in/passkey-options', {})).body
    const browser = new Browser()
    const csrfToken = await browser.csrf()
    const signIn = async (passkey: unknown) => {
      const fields = { csrfToken, passkey: JSON.stringify(passkey), json: 'true' }
      const said = (await (await browser.post('/api/auth/callback/passkey', fields)).json()) as { url: string }
      return new URL(said.url, origin).searchParams.get('error')
    }
    expect(await signIn(testPasskey(origin).assertion(await challenge()))).toContain('passkey_refused')
    const signed = key.assertion(await challenge(), { userHandle: device.memberId })
    expect(await signIn(signed)).toBeNull()
    const { status, body } = await browser.enrol(await createKey())
    expect([status, body.session.method]).toEqual([201, 'passkey'])
    expect(await signIn(signed)).toContain('passkey_refused')
    const stepUp = await http.post<{ challenge: string }>('/api/v1/passkeys/options', { for: 'step-up' }, at)
    expect(await signIn(key.assertion(stepUp.body))).toContain('passkey_refused')
  })
})
