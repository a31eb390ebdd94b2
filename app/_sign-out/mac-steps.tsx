'use client'
import { useTranslations } from 'next-intl'
import { GUIDE } from '#domain/guide.ts'
import { Copyable } from '#app/_components/copyable.tsx'
import { KeyCap } from '#app/_components/key-cap.tsx'

/** The three steps that only a person at the Mac can take (guide statements 3.3 to 3.5). The server never runs any of it. */
export function MacSteps({ deviceId }: { deviceId: string }) {
  const t = useTranslations('mac')
  return (
    <div>
      <h3 className="mb-1.5">{t('then')}</h3>
      <ol className="ord sub text-ink">
        <li>
          <span>{t.rich('quit', { key: (glyph) => <KeyCap glyph={glyph} spoken={t('quitSpoken')} /> })}</span>
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
      <p className="sub mt-2">
        <a href={`/devices/${deviceId}/mac`}>{t('tickThere')}</a>
      </p>
    </div>
  )
}
