'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { NoticeView } from '#protocol/inbox.ts'
import { announce } from '#app/_components/announcer.tsx'
import { Icon } from '#app/_components/icon.tsx'
import { useNoticeWords } from './notice-words.ts'

const SHOWN_MS = 8_000

/** A line that has just come in: said once, seen for a moment, and the inbox keeps it. */
export function Toast({ notice, onClose }: { notice: NoticeView; onClose: () => void }) {
  const t = useTranslations('app')
  const { tone, icon, sentence, way } = useNoticeWords()(notice)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    announce(sentence)
    const timer = setTimeout(() => close.current(), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [sentence])
  return (
    <div className={`toast ${tone}`}>
      <Icon name={icon} />
      <p>
        {sentence} {way !== null && <a href={way.href}>{way.label}</a>}
      </p>
      <button type="button" className="flat" aria-label={t('close')} onClick={onClose}>
        <Icon name="x" />
      </button>
    </div>
  )
}
