import { useTranslations } from 'next-intl'
import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react'
import { Tag } from '#app/_components/tag.tsx'
import type { Draft, FieldErrors, FieldName } from './draft.ts'

type Common = {
  readonly draft: Draft
  readonly errors: FieldErrors
  readonly onChange: (part: Partial<Draft>) => void
}
type Labelled = Exclude<FieldName, 'locale' | 'bandHigh' | 'reviewHigh'>

type FieldProps = {
  readonly name: Labelled
  readonly errors: readonly (string | undefined)[]
  readonly children: ReactNode
}

/** What the guide says of these; the rest are our own defaults (domain/policy.ts, POLICY_STATEMENT). */
const GUIDE: Readonly<Partial<Record<Labelled, string>>> = { limit: '5', bandLow: '3–15', reviewLow: '3–7' }

/** Label above, help below; an error takes the place of the help. */
function Field({ name, errors, children }: FieldProps) {
  const t = useTranslations('setup')
  const term = useTranslations('term')
  const error = errors.find((one) => one !== undefined)
  return (
    <div className="field">
      <label htmlFor={name} className="flex flex-wrap items-center gap-2">
        {t(`fields.${name}`)}
        {GUIDE[name] !== undefined && (
          <Tag kind="guide">
            {term('guideFigure')} {GUIDE[name]}
          </Tag>
        )}
      </label>
      {children}
      {error === undefined ? (
        <p className="sub" id={`${name}-help`}>
          {t(`help.${name}`)}
        </p>
      ) : (
        <p className="error" id={`${name}-help`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

type TextFieldProps = Common & {
  readonly name: Labelled
  readonly type?: 'text' | 'email' | 'password'
  readonly autoComplete: HTMLInputAutoCompleteAttribute
  readonly minLength?: number
  readonly maxLength: number
}

export function TextField({
  name,
  type = 'text',
  autoComplete,
  minLength,
  maxLength,
  draft,
  errors,
  onChange,
}: TextFieldProps) {
  return (
    <Field name={name} errors={[errors[name]]}>
      <input
        id={name}
        className="input"
        type={type}
        value={draft[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
        autoComplete={autoComplete}
        minLength={minLength}
        maxLength={maxLength}
        required
        aria-invalid={errors[name] !== undefined}
        aria-describedby={`${name}-help`}
      />
    </Field>
  )
}

export function SelectField({
  name,
  zones,
  draft,
  errors,
  onChange,
}: Common & { readonly name: 'timeZone'; readonly zones: readonly string[] }) {
  // A browser may know its zone by an older or newer name than the server's list.
  const shown = draft.timeZone === '' || zones.includes(draft.timeZone) ? zones : [draft.timeZone, ...zones]
  return (
    <Field name={name} errors={[errors[name]]}>
      <select
        id={name}
        className="select"
        value={draft.timeZone}
        onChange={(event) => onChange({ timeZone: event.target.value })}
        required
        aria-describedby={`${name}-help`}
      >
        {shown.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </Field>
  )
}

type Bounds = { readonly min: number; readonly max: number }

export function NumberField({
  name,
  min,
  max,
  draft,
  errors,
  onChange,
}: Common & Bounds & { readonly name: Labelled }) {
  return (
    <Field name={name} errors={[errors[name]]}>
      <Digits
        name={name}
        min={min}
        max={max}
        value={draft[name]}
        invalid={errors[name] !== undefined}
        help={name}
        onChange={onChange}
      />
    </Field>
  )
}

type RangeFieldProps = Common &
  Bounds & { readonly low: 'bandLow' | 'reviewLow'; readonly high: 'bandHigh' | 'reviewHigh' }

/** Two numbers, the second not below the first. */
export function RangeField({ low, high, min, max, draft, errors, onChange }: RangeFieldProps) {
  const t = useTranslations('setup')
  const invalid = errors[low] !== undefined || errors[high] !== undefined
  return (
    <Field name={low} errors={[errors[low], errors[high]]}>
      <span className="flex items-center gap-2">
        <Digits
          name={low}
          min={min}
          max={Math.min(max, Number(draft[high]) || max)}
          value={draft[low]}
          invalid={invalid}
          help={low}
          onChange={onChange}
        />
        <span aria-hidden="true">–</span>
        <Digits
          name={high}
          min={Number(draft[low]) || min}
          max={max}
          value={draft[high]}
          invalid={invalid}
          help={low}
          label={t(`fields.${high}`)}
          onChange={onChange}
        />
      </span>
    </Field>
  )
}

type DigitsProps = Bounds & {
  readonly name: FieldName
  readonly value: string
  readonly invalid: boolean
  readonly help: string
  readonly label?: string
  readonly onChange: (part: Partial<Draft>) => void
}

function Digits({ name, value, min, max, invalid, help, label, onChange }: DigitsProps) {
  return (
    <input
      id={name}
      className="input num w-24!"
      type="number"
      inputMode="numeric"
      min={min}
      max={max}
      step={1}
      value={value}
      onChange={(event) => onChange({ [name]: event.target.value })}
      required
      aria-label={label}
      aria-invalid={invalid}
      aria-describedby={`${help}-help`}
    />
  )
}
