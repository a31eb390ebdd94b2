'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { GUIDE } from '#domain/guide.ts'

/** The three steps that only a person at the Mac can take (guide statements 3.3 to 3.5). The server never runs any of it. */
export function MacSteps() {
  const t = useTranslations('mac')
  return (
    <div>
      <h3 className="mb-1.5">{t('then')}</h3>
      <ol className="ord sub text-ink">
        <li>
          <span>{t.rich('quit', { key: (glyph) => <Key glyph={glyph} spoken={t('quitSpoken')} /> })}</span>
        </li>
        <li>
          <span>
            {t.rich('activity', { process: GUIDE.mac.process, code: (word) => <span className="mono">{word}</span> })}
          </span>
        </li>
        <li>
          <span>{t.rich('container', { b: (words) => <b className="font-medium">{words}</b> })}</span>
        </li>
      </ol>
      <Copyable text={GUIDE.mac.container} />
    </div>
  )
}

function Key({ glyph, spoken }: { glyph: React.ReactNode; spoken: string }) {
  return (
    <>
      <kbd aria-hidden="true">{glyph}</kbd>
      <span className="vh">{spoken}</span>
    </>
  )
}

/** A line to paste elsewhere, with its button. */
export function Copyable({ text }: { text: string }) {
  const t = useTranslations('app')
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <div className="cmd mt-2">
      <code>{text}</code>
      <button type="button" className="btn small" onClick={() => void copy()}>
        {copied ? t('copied') : t('copy')}
      </button>
    </div>
  )
}
