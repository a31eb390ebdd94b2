'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { announce } from '#app/_components/announcer.tsx'

const SAID_FOR_MS = 3_000

/** A line to paste elsewhere. Where the browser lets no page write to the clipboard, the line is selected instead. */
export function CopyLine({ text }: { text: string }) {
  const t = useTranslations('app')
  const [copied, setCopied] = useState(false)
  const line = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SAID_FOR_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      announce(t('copied'))
    } catch {
      if (line.current !== null) getSelection()?.selectAllChildren(line.current)
    }
  }
  return (
    <div className="cmd">
      <code ref={line}>{text}</code>
      <button type="button" className="btn small" onClick={() => void copy()}>
        {copied ? t('copied') : t('copy')}
      </button>
    </div>
  )
}
