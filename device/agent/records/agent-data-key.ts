import { dataKeyIn, ownSecretKey, type DataKey } from '#device/client/index.ts'
import type { StateFolder } from '../state-folder.ts'
import { fileDataKey } from './file-data-key.ts'
import { ownSecret } from './own-secret.ts'

/** The agent's data key: in a file of its state folder, derived from the secret that lies there too. */
export function agentDataKey(folder: StateFolder, now: () => number = Date.now): DataKey {
  const secret = async () => ownSecretKey(Uint8Array.from(await ownSecret(folder)))
  return dataKeyIn(fileDataKey(folder.dataKeyFile), secret, { now, extractable: true })
}
