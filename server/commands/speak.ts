import type { MemberId } from '#domain/ids.ts'
import type { Language } from '#domain/letter.ts'
import type { Ports } from './ports.ts'

/** Remembers the language that a member signed in with, for letters to them. */
export async function speak({ store }: Pick<Ports, 'store'>, memberId: MemberId, language: Language): Promise<void> {
  if ((await store.read.mail.languageOf(memberId)) !== language)
    await store.write((tx) => tx.mail.speak(memberId, language))
}
