import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readGate } from '#app/_data/gate.ts'
import { nextPath } from '#app/_gate/next-path.ts'
import { SignInForm } from '#app/_gate/sign-in-form.tsx'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('term')
  return { title: t('signIn') }
}

export default async function SignInPage({ searchParams }: Props) {
  const { next, invited } = await searchParams
  const wanted = typeof next === 'string' ? `?next=${encodeURIComponent(next)}` : ''
  const { unfinished } = await readGate(nextPath(wanted))
  const t = await getTranslations('term')
  return (
    <main id="main">
      <h1 tabIndex={-1} className="mb-5">
        {t('signIn')}
      </h1>
      <SignInForm unfinished={unfinished} invited={invited !== undefined} />
    </main>
  )
}
