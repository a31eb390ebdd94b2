import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readGate } from '#app/_data/gate.ts'
import { nextPath } from '#app/_gate/next-path.ts'
import { SignIn } from '#app/_gate/sign-in.tsx'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('term')
  return { title: t('signIn') }
}

export default async function SignInPage({ searchParams }: Props) {
  const { next, invited, refused, error } = await searchParams
  const wanted = typeof next === 'string' ? `?next=${encodeURIComponent(next)}` : ''
  const { unfinished, company } = await readGate(nextPath(wanted))
  const from = typeof refused === 'string' ? refused : error === undefined ? null : 'company_failed'
  const t = await getTranslations('term')
  return (
    <main id="main">
      <h1 tabIndex={-1} className="mb-5">
        {t('signIn')}
      </h1>
      <SignIn unfinished={unfinished} invited={invited !== undefined} company={company} from={from} />
    </main>
  )
}
