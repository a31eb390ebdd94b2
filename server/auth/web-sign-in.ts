import { DomainError } from '#domain/errors.ts'
import { deviceClaim } from '#protocol/device.ts'
import type { Ports } from '../commands/ports.ts'
import { redeemLink } from '../commands/redeem-link.ts'
import { signIn } from '../commands/sign-in.ts'
import { speak } from '../commands/speak.ts'

type Given = Readonly<Record<string, string | undefined>> | undefined

/** Signs a browser in: the same command as `POST /api/v1/sign-in`, its fields as a form sends them (`device` is JSON). */
export async function signInWeb(ports: Ports, given: Given, ip: string | null): Promise<{ token: string }> {
  const device = deviceClaim.safeParse(parse(given?.['device']))
  if (!device.success) throw new DomainError('invalid', { errors: [{ field: 'device', code: 'invalid' }] })
  const { email = '', password = '' } = given ?? {}
  const optional = (name: string) => given?.[name] || undefined
  const claim = { ...device.data, model: device.data.model ?? null, appVersion: device.data.appVersion ?? null }
  const admitted = await signIn(ports, {
    email,
    password,
    device: claim,
    code: optional('code'),
    pass: optional('pass'),
    replace: optional('replace'),
    proof: optional('proof'),
    ip,
  })
  await speak(ports, admitted.member.id, given?.['language'] === 'zh-CN' ? 'zh-CN' : 'en')
  return admitted
}

/** Redeems a device code for a browser: the cookie is set, and the page never sees an access token. `code` is RFC 8628's. */
export async function redeemWeb(ports: Ports, given: Given, ip: string | null): Promise<{ token: string }> {
  const polled = await redeemLink(ports, given?.['deviceCode'] ?? '', given?.['proof'] || undefined, ip)
  if (!polled.ok) throw new DomainError('wrong_state', { error: polled.error, scannedBy: polled.scannedBy })
  return polled.admitted
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
