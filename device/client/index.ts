export { createDeviceClient, type DeviceClient, type DeviceClientOptions } from './client.ts'
export type { Connection } from './channel.ts'
export {
  dataKeyIn,
  keepDataKey,
  renewOnContact,
  type DataKey,
  type DataKeyBox,
  type DataKeyState,
  type StoredDataKey,
} from './data-key.ts'
export { createHttp, type Http } from './http.ts'
export { newKeyPair, signCompact, webCryptoKeys } from './jws.ts'
export type { Link } from './link.ts'
export { alone, memoryVault } from './memory.ts'
export { pause } from './pause.ts'
export type { CleanContext, Cleaner, CleanResult, Keys, NotNow, Pause, Peers, Step, Vault } from './ports.ts'
export { Refused, Unreachable } from './problem.ts'
export type { Notice, StoredOrder, StoredSession, VaultRecords } from './records.ts'
export { keptRecordsKey, seal, unseal } from './sealing.ts'
export type { SignedIn, SignInInput } from './sign-in.ts'
export type { ClientState, DeviceEvents, Locked, LockedStep, SignedOut } from './state.ts'
export { ownSecretKey } from './two-halves.ts'
