'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'

/** What is shown once, with a button that copies it. */
export function SecretLine({ text }: { text: string }) {
  const t = useTranslations('app')
  const [copied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true))
  return (
    <div className="stack">
      <code className="secret">{text}</code>
      <button type="button" className="btn small" onClick={copy}>
        {t(copied ? 'copied' : 'copy')}
      </button>
    </div>
  )
}
