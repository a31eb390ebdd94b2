import { useId } from 'react'

type FilterSelectProps = {
  readonly label: string
  readonly name: string
  readonly value: string | undefined
  readonly options: readonly (readonly [value: string, label: string])[]
  /** Without it the choice goes with its form. */
  readonly onChange?: (value: string | undefined) => void
}

/** One filter of a list: the browser's own select, which says its name in its first line and is narrow on every screen. */
export function FilterSelect({ label, name, value, options, onChange }: FilterSelectProps) {
  const id = useId()
  const change = onChange && {
    value: value ?? '',
    onChange: (e: { target: { value: string } }) => onChange(e.target.value || undefined),
  }
  return (
    <span className="filter-select" data-set={value === undefined ? undefined : ''}>
      <label className="vh" htmlFor={id}>
        {label}
      </label>
      <select
        key={onChange ? undefined : value}
        id={id}
        name={name}
        className="btn"
        {...(change ?? { defaultValue: value ?? '' })}
      >
        <option value="">{label}</option>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </span>
  )
}
