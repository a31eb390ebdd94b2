import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { DEFAULT_POLICY, POLICY_STATEMENT, type Policy } from '#domain/policy.ts'
import { Tag } from '#app/_components/tag.tsx'
import { inUnit, POLICY_FIELDS } from './policy-fields.ts'
import { usePolicyWords } from './policy-value.tsx'

type PolicyRowProps = {
  readonly name: keyof Policy
  readonly value: Policy[keyof Policy]
  readonly changed: boolean
  readonly disabled: boolean
  readonly onChange: (value: Policy[keyof Policy]) => void
}

const isFromGuide = (name: keyof Policy): name is keyof typeof POLICY_STATEMENT => name in POLICY_STATEMENT

/** One value: what it is called, the value, and beside it its default and where that comes from. */
export function PolicyRow({ name, value, changed, disabled, onChange }: PolicyRowProps) {
  const t = useTranslations('adminPolicy')
  const words = usePolicyWords()
  const id = useId()
  return (
    <div className="policy-grid" role="group" aria-labelledby={`${id}-name`} data-changed={changed ? '' : undefined}>
      <b id={`${id}-name`} className="font-medium">
        {t(`field.${name}`)}
      </b>
      <PolicyInput {...{ name, value, disabled, onChange }} label={`${id}-name`} hint={`${id}-from`} />
      <div className="sub" id={`${id}-from`}>
        {t('default', { value: words(name, DEFAULT_POLICY[name]) })}{' '}
        <span className="block">
          {isFromGuide(name) ? (
            <>
              <Tag kind="guide">{t('statement', { n: POLICY_STATEMENT[name] })}</Tag> {t(`said.${name}`)}
            </>
          ) : (
            t('own', { why: t(`why.${name}`) })
          )}
        </span>
      </div>
    </div>
  )
}

type PolicyInputProps = Omit<PolicyRowProps, 'changed'> & { readonly label: string; readonly hint: string }

function PolicyInput({ name, value, disabled, onChange, label, hint }: PolicyInputProps) {
  const t = useTranslations('adminPolicy')
  const field = POLICY_FIELDS[name]
  const said = { 'aria-labelledby': label, 'aria-describedby': hint, disabled }
  if (field.is === 'flag') {
    return (
      <label className="tick">
        <input
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
          {...said}
        />
        <b className="font-normal">{t(value === true ? 'yes' : 'no')}</b>
      </label>
    )
  }
  if (field.is === 'who') {
    return (
      <select
        className="input"
        value={value === 'owner' ? 'owner' : 'admin'}
        onChange={(event) => onChange(event.target.value === 'owner' ? 'owner' : 'admin')}
        {...said}
      >
        <option value="admin">{t('admin')}</option>
        <option value="owner">{t('owner')}</option>
      </select>
    )
  }
  const { factor, unit } = field
  const numbers = (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'number' ? one : 0))
  const set = (at: number, typed: number) => {
    const next = numbers.map((one, i) => (i === at ? Math.round(typed * factor) : one))
    const [low = 0, high = 0] = next
    onChange(field.is === 'pair' ? [low, high] : low)
  }
  return (
    <span className="pair">
      {numbers.map((one, i) => (
        <input
          key={i}
          className="input num"
          type="number"
          min={0}
          step={factor === 1 ? 1 : 'any'}
          required
          defaultValue={inUnit(one, factor)}
          onChange={(event) => Number.isFinite(event.target.valueAsNumber) && set(i, event.target.valueAsNumber)}
          aria-label={field.is === 'pair' ? `${t(`field.${name}`)}, ${t(i === 0 ? 'low' : 'high')}` : undefined}
          aria-labelledby={field.is === 'pair' ? undefined : label}
          aria-describedby={hint}
          disabled={disabled}
        />
      ))}
      <span className="sub">{t(unit)}</span>
    </span>
  )
}
