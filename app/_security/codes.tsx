'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { announce } from '#app/_components/announcer.tsx'

/** Recovery codes, shown this once. */
export function Codes({ codes }: { codes: readonly string[] }) {
  const t = useTranslations('security')
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      setCopied(true)
      announce(t('codesCopied'))
    } catch {
      // The browser lets no page write there; the codes can be marked and copied by hand.
    }
  }
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`Signoff\n\n${codes.join('\n')}\n`)}`
  return (
    <div className="stack">
      <p>{t('codesOnce')}</p>
      <ol className="num grid grid-cols-1 gap-x-6 gap-y-1 sm:grid-cols-2" aria-label={t('codesTitle')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-3">
        <button type="button" className="btn small" onClick={() => void copy()}>
          {t(copied ? 'codesCopied' : 'codesCopy')}
        </button>
        <a className="btn small" href={file} download="signoff-recovery-codes.txt">
          {t('codesSave')}
        </a>
      </div>
    </div>
  )
}
