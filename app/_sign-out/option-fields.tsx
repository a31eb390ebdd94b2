import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { DeviceStatusInput } from '#protocol/device.ts'
import { GUIDE } from '#domain/guide.ts'
import type { AskedOptions, OptionName } from '#domain/sign-out/options.ts'
import { Sentences } from '#app/_components/sentences.tsx'
import { GuideTag, Tag } from '#app/_components/tag.tsx'
import { bytes } from '#app/_components/times.ts'

type OptionFieldsProps = {
  readonly has: ReadonlySet<OptionName>
  readonly asked: AskedOptions
  readonly onChange: (asked: AskedOptions) => void
  readonly shared: boolean
  readonly status: DeviceStatusInput | null
}

/** The options of a sign-out, by the kind of device. None is ticked in advance; each says what follows from it. */
export function OptionFields(props: OptionFieldsProps) {
  const { has } = props
  return (
    <div className="opts">
      {has.has('exit') && <ExitChoice {...props} />}
      {has.has('cleanup') && <CleanupChoice {...props} />}
      <Ticks {...props} />
    </div>
  )
}

function Ticks({ has, asked, onChange, shared, status }: OptionFieldsProps) {
  const t = useTranslations('so')
  const term = useTranslations('term')
  const cache = status?.cacheBytes ?? 0
  return (
    <>
      {has.has('keepRecords') && (
        <Tick
          checked={asked.keepRecords === true}
          onChange={(keepRecords) => onChange({ ...asked, keepRecords, ...(keepRecords ? { unbind: false } : {}) })}
          label={term('keepRecords')}
          hint={
            <>
              {t('keepHint')} <GuideTag />
            </>
          }
        />
      )}
      {has.has('clearCache') && (
        <Tick
          checked={asked.clearCache === true}
          onChange={(clearCache) => onChange({ ...asked, clearCache })}
          label={term('clearCache')}
          hint={
            <>
              {t('clearHint')} <GuideTag />
              {cache > 0 && ` · ${t('clearHave', { size: bytes(cache) })}`}
            </>
          }
        />
      )}
      {has.has('unbind') && (
        <Tick
          checked={asked.unbind === true}
          onChange={(unbind) =>
            onChange({ ...asked, unbind, ...(unbind && has.has('keepRecords') ? { keepRecords: false } : {}) })
          }
          label={
            <>
              {term('unbind')} {shared && <Tag>{t('recommendedShared')}</Tag>}
            </>
          }
          hint={
            <Sentences>
              {t('unbindHint')}
              {has.has('keepRecords') && t('keepOrUnbind')}
            </Sentences>
          }
        />
      )}
    </>
  )
}

type ChoiceProps = { readonly checked: boolean; readonly label: ReactNode; readonly hint?: ReactNode }

function Tick({ checked, onChange, label, hint }: ChoiceProps & { onChange: (on: boolean) => void }) {
  return (
    <label className="tick">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <b>{label}</b>
      {hint !== undefined && <span className="sub">{hint}</span>}
    </label>
  )
}

export function Pick({ name, checked, onPick, label, hint }: ChoiceProps & { name: string; onPick: () => void }) {
  return (
    <label className="pick">
      <input type="radio" name={name} checked={checked} onChange={onPick} />
      <b>{label}</b>
      {hint !== undefined && <span className="sub">{hint}</span>}
    </label>
  )
}

function ExitChoice({ asked, onChange, status }: OptionFieldsProps) {
  const t = useTranslations('so')
  const win = useTranslations('win')
  const term = useTranslations('term')
  const full =
    status === null || (status.processes ?? 0) + (status.transfers ?? 0) === 0
      ? win('full')
      : win('fullWith', { processes: status.processes ?? 0, transfers: status.transfers ?? 0 })
  return (
    <fieldset className="choice">
      <legend className="vh">{t('options')}</legend>
      <Pick
        name="exit"
        checked={asked.exit !== 'quick'}
        onPick={() => onChange({ ...asked, exit: 'full' })}
        label={term('fullExit')}
        hint={full}
      />
      <Pick
        name="exit"
        checked={asked.exit === 'quick'}
        onPick={() => onChange({ ...asked, exit: 'quick' })}
        label={term('quickExit')}
        hint={
          <>
            <Sentences>
              {win('tray')}
              {win('quickWarn')}
            </Sentences>{' '}
            <GuideTag />
          </>
        }
      />
    </fieldset>
  )
}

function CleanupChoice({ asked, onChange }: OptionFieldsProps) {
  const t = useTranslations('so')
  const mac = useTranslations('mac')
  const chosen = asked.cleanup ?? 'basic'
  return (
    <fieldset className="choice">
      <legend className="vh">{t('options')}</legend>
      {(['basic', 'deep', 'full'] as const).map((level) => {
        const { files, sizeMB, scope } = GUIDE.mac[level]
        return (
          <Pick
            key={level}
            name="cleanup"
            checked={chosen === level}
            onPick={() => onChange({ ...asked, cleanup: level })}
            label={mac(`level.${level}`)}
            hint={`${mac(`scope.${scope}`)} · ${t('files', { n: files })} · ${t('megabytes', { n: sizeMB })}`}
          />
        )
      })}
      <p className="sub pl-7">
        <GuideTag /> {t('guideAll')}
      </p>
    </fieldset>
  )
}
