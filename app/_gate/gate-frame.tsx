import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Wordmark } from '#app/_components/wordmark.tsx'
import { LanguageSwitch } from '#app/_frame/language-switch.tsx'
import { ThemeSwitch } from '#app/_frame/theme-switch.tsx'

/** The frame of pages without an account: the wordmark, language and theme, and one sentence of advice; `plain` has nobody to advise. */
export function GateFrame({ children, plain = false }: { children: ReactNode; plain?: boolean }) {
  const t = useTranslations('gate')
  return (
    <div className="gate grid-cols-[minmax(0,1fr)]">
      <header className="bar">
        <a className="brand block" href="/">
          <Wordmark />
        </a>
        <span className="push" />
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      {children}
      {plain ? <span /> : <footer className="sub p-5 text-center">{t('trust')}</footer>}
    </div>
  )
}
