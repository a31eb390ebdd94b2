import { readRecord, updateRecord } from './store.ts'

const KEY = 'passkey hint'

/** That a passkey was used in this browser. It lies with the device's key, so unbind takes it too (guide statement 1.10). */
export async function rememberPasskeyHint(): Promise<void> {
  await updateRecord<boolean>('vault', KEY, () => true)
}

export async function hasPasskeyHint(): Promise<boolean> {
  return (await readRecord<boolean>('vault', KEY)) === true
}
