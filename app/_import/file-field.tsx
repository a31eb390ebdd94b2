'use client'
import { useTranslations } from 'next-intl'
import { useId, type ReactNode } from 'react'
import { encodingOf, type Encoding } from './encoding.ts'

export type ChosenFile = {
  readonly name: string
  readonly bytes: ArrayBuffer
  readonly encoding: Encoding | null
}
type FileFieldProps = {
  readonly file: ChosenFile | null
  readonly onFile: (file: ChosenFile | null) => void
  /** What the file must be. */
  readonly children: ReactNode
}

/** One CSV file, and in which writing it is: spreadsheets in China write GBK. */
export function FileField({ file, onFile, children }: FileFieldProps) {
  const t = useTranslations('import')
  const id = useId()
  const read = async (files: FileList | null) => {
    const one = files?.[0]
    if (one === undefined) return onFile(null)
    const bytes = await one.arrayBuffer()
    onFile({ name: one.name, bytes, encoding: encodingOf(bytes) })
  }
  return (
    <>
      <div className="sub stack">{children}</div>
      <div className="field">
        <label htmlFor={id}>{t('file')}</label>
        <input
          id={id}
          className="input"
          type="file"
          accept=".csv,text/csv"
          required
          aria-describedby={`${id}-encoding`}
          onChange={(event) => void read(event.target.files)}
        />
        <p className="sub" id={`${id}-encoding`} role="status">
          {file !== null && (file.encoding === null ? t('encodingNone') : t('encoding', { name: file.encoding }))}
        </p>
      </div>
    </>
  )
}
