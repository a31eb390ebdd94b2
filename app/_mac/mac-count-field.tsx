import { useState } from 'react'

type MacCountFieldProps = {
  readonly name: string
  readonly value: number | null
  /** How much of what is saved one typed unit is: 1 for files, a million for bytes that are typed as MB. */
  readonly unit: number
  readonly onSave: (n: number | null) => void
}

/** A count that is saved when somebody leaves the field; empty means that nobody has counted. */
export function MacCountField({ name, value, unit, onSave }: MacCountFieldProps) {
  const shown = value === null ? '' : String(value / unit)
  const [typed, setTyped] = useState(shown)
  const save = () => {
    const n = typed.trim() === '' ? null : Math.round(Number(typed) * unit)
    if (n === value) return
    if (n !== null && (!Number.isSafeInteger(n) || n < 0 || (unit === 1 && Number(typed) !== n))) return setTyped(shown)
    onSave(n)
  }
  return (
    <input
      className="input num count-field"
      type="number"
      min={0}
      step={unit === 1 ? 1 : 'any'}
      inputMode={unit === 1 ? 'numeric' : 'decimal'}
      aria-label={name}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={save}
    />
  )
}
