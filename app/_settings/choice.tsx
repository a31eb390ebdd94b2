type Option<Value extends string> = { readonly value: Value; readonly label: string; readonly lang?: string }
type ChoiceProps<Value extends string> = {
  readonly legend: string
  readonly name: string
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly onChoose: (value: Value) => void
}

/** One of a few. */
export function Choice<Value extends string>({ legend, name, value, options, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        {options.map((option) => (
          <label key={option.value} className="pick">
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChoose(option.value)} />
            <span lang={option.lang}>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
