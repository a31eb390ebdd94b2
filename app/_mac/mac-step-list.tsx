import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { GUIDE } from '#domain/guide.ts'
import type { MacStep } from '#domain/mac-exit.ts'
import type { MacExitView } from '#protocol/mac-exit.ts'
import { Copyable } from '#app/_components/copyable.tsx'
import { KeyCap } from '#app/_components/key-cap.tsx'
import { Inset } from '#app/_components/notice.tsx'
import type { ChangeMac } from './use-mac-exit.ts'

type MacStepListProps = { readonly exit: MacExitView; readonly change: ChangeMac }

/** The guide's three steps in its order, and the Keychain item of its note, without which a thorough exit is not complete. */
export function MacStepList({ exit, change }: MacStepListProps) {
  const t = useTranslations('macPage')
  const step = (name: MacStep, title: ReactNode, more: ReactNode) => (
    <li className="mac-step">
      <label className="tick">
        <input
          type="checkbox"
          checked={exit[name]}
          onChange={({ target }) => void change({ [name]: target.checked })}
        />
        <b>{title}</b>
      </label>
      <div className="mac-more">{more}</div>
    </li>
  )
  return (
    <ol className="group">
      {step(
        'quit',
        <span>{t.rich('quit', { key: (glyph) => <KeyCap glyph={glyph} spoken={t('quitSpoken')} /> })}</span>,
        <p className="sub">
          {t.rich('quitMore', { key: (glyph) => <KeyCap glyph={glyph} spoken={t('forceSpoken')} /> })}
        </p>,
      )}
      {step(
        'process',
        t('process', { process: GUIDE.mac.process }),
        <>
          <p className="sub">{t('processMore')}</p>
          <Copyable text={GUIDE.mac.process} />
        </>,
      )}
      {step(
        'container',
        t('container'),
        <>
          <Inset tone="bad" icon="late">
            <p>{t('containerWarn')}</p>
          </Inset>
          <p className="sub mt-2">{t('containerMore')}</p>
          <Copyable text={GUIDE.mac.container} />
        </>,
      )}
      {step(
        'keychain',
        t('keychain'),
        <>
          <p className="sub">{t('keychainMore')}</p>
          {!exit.keychain && exit.quit && exit.process && exit.container && (
            <Inset tone="wait" icon="wait">
              <p>{t('keychainBlocks')}</p>
            </Inset>
          )}
        </>,
      )}
    </ol>
  )
}
