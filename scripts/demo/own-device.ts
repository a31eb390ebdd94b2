import { randomUUID } from 'node:crypto'
import { createDeviceClient, memoryVault, newKeyPair, webCryptoKeys, type DeviceClient } from '#device/client/index.ts'
import type { DeviceClaimInput } from '#protocol/device.ts'
import { DEMO_PASSWORD } from './company.ts'

type Shape = Pick<DeviceClaimInput, 'kind' | 'os' | 'name' | 'model'>
export type OwnDevice = DeviceClient & { readonly token: string }

/** A device of the set-up's own, signed in. It has nothing to clean, and signs off what it is asked. */
export async function signInAs(url: string, email: string, shape: Shape): Promise<OwnDevice> {
  const keys = webCryptoKeys(await newKeyPair())
  const client = createDeviceClient({
    url,
    keys,
    vault: memoryVault(),
    credentials: 'token',
    cleaner: {
      clean: async () => ({
        result: 'done',
        bytesFreed: 0,
        filesRemoved: 0,
        processesEnded: 0,
        steps: [],
        leftovers: { processes: 0, files: 0, memoryBytes: 0 },
      }),
      finish: async () => {},
    },
  })
  const claim = { ...shape, installId: randomUUID(), publicKey: await keys.publicKey() }
  const { token } = await client.signIn(claim, { email, password: DEMO_PASSWORD })
  return { ...client, token }
}

/** It was a device like any other: it signs out, confirms, and leaves nothing. */
export async function leave(client: DeviceClient): Promise<void> {
  await client.http.call('POST', '/api/v1/sign-outs', { scope: 'this', confirm: true, unbind: true })
  await confirmed(client)
}

/** Carries out the order that waits for this device. */
export async function confirmed(client: DeviceClient): Promise<void> {
  await client.start()
  await client.ended
}
