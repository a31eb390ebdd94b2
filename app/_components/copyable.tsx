'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'

/** A line to paste elsewhere, with its button. What is copied is exactly what is shown. */
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
      <button
        type="button"
        className="btn small"
        aria-label={`${copied ? t('copied') : t('copy')} ${text}`}
        onClick={() => void copy()}
      >
        {copied ? t('copied') : t('copy')}
      </button>
    </div>
  )
}
