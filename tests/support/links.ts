import { beginLink, type Begun } from './company.ts'
import { createKey } from './keys.ts'
import type { ServedCompany } from './served-company.ts'
import { deviceClaimOf, type Credentials, type TestDevice } from './test-device.ts'

/** Links over HTTP: a kiosk that wants to be let in, and the phone that lets it. */
export function linksIn({ server, firm, http }: Pick<ServedCompany, 'server' | 'firm' | 'http'>) {
  const phoneFor = (who: Credentials) => firm.device(who, { kind: 'phone', os: 'android', name: 'Phone' })
  return {
    phoneFor,
    phoneOf: async (name: string) => phoneFor(await firm.member(name)),
    begin: async () => beginLink(server.url, deviceClaimOf(await createKey(), { name: 'Kiosk' })),
    approve: (by: TestDevice, code: string, checkNumber: string, more: object = {}) =>
      http.post(`/api/v1/links/${code}/approve`, { checkNumber, ...more }, { token: by.token }),
    /** Moves the server's clock on. */
    clock: (advanceMs: number) => http.post('/api/test/clock', { advanceMs }),
  }
}

/** Any number but the one that is shown. */
export const wrongNumber = ({ check_number }: Begun): string =>
  String((Number(check_number) + 1) % 100).padStart(2, '0')
