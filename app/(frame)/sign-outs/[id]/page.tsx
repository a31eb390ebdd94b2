import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readSignOuts } from '#app/_data/sign-outs.ts'
import { SignOutBoard } from '#app/_sign-out/sign-out-board.tsx'

type Props = { readonly params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('devices')
  return { title: t('signingOut') }
}

export default async function SignOutPage({ params }: Props) {
  const { id } = await params
  const { list, signOuts, band, left } = await readSignOuts(id)
  return <SignOutBoard id={id} shown={{ list, signOuts }} band={band} left={left} />
}
