import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import type catalog from '../messages/en.json'

export type Namespace = keyof typeof catalog

/** What every page's client components need. */
const COMMON: readonly Namespace[] = ['app', 'nav', 'term', 'err', 'conn']

/** Hands the client components below exactly the messages they use: a page does not carry the whole catalog. */
export async function Messages({ of, children }: { of: readonly Namespace[]; children: ReactNode }) {
  const all = await getMessages()
  const names = new Set<string>([...COMMON, ...of])
  const messages = Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)))
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>
}
