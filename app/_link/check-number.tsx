import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'

/** The two digits that only the new device shows. */
export function CheckNumber({ field, error }: { field: RefObject<HTMLInputElement | null>; error: string | null }) {
  const t = useTranslations('link')
  return (
    <div>
      <div className="join">
        <p>
          <label htmlFor="check-number">{t('typeNumber')}</label>
        </p>
        <input
          ref={field}
          id="check-number"
          className="input match h-auto! w-[2.6em]! text-center"
          inputMode="numeric"
          pattern="[0-9]{2}"
          maxLength={2}
          autoComplete="off"
          required
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : 'check-number-error'}
        />
      </div>
      {error !== null && (
        <p id="check-number-error" className="error mt-2" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
