import { readRecord, updateRecord } from './store.ts'

/** Whose browser this is, for the sign-in form's next time. Not on a shared computer; unbind takes it away with the key. */
export async function rememberAccount(email: string | null): Promise<void> {
  await updateRecord<string>('vault', 'account', () => email ?? undefined)
}

/** Null where nobody is remembered, or this browser keeps no databases. */
export async function rememberedAccount(): Promise<string | null> {
  return (await readRecord<string>('vault', 'account').catch(() => undefined)) ?? null
}
