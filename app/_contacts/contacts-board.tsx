'use client'
import { useTranslations } from 'next-intl'
import { Bones } from '#app/_components/bones.tsx'
import { Notice } from '#app/_components/notice.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { ContactList } from './contact-list.tsx'
import { useContacts } from './use-contacts.ts'

/** The directory of a signed-in member. What is shown says of when it is. */
export function ContactsBoard({ deviceId }: { deviceId: string }) {
  const t = useTranslations('contacts')
  const app = useTranslations('app')
  const style = useTimeStyle()
  const { directory, fresh, failed, notes, saveNote, reload } = useContacts(deviceId)
  const asOf = directory === null ? '' : dateTime(directory.asOf, style)
  return (
    <main className="col" id="main">
      <div className="head">
        <div>
          <h1 tabIndex={-1}>{t('title')}</h1>
          <p className="sub" suppressHydrationWarning>
            {directory === null ? t('sub') : fresh ? t('asOf', { time: asOf }) : t('heldAsOf', { time: asOf })}
          </p>
        </div>
      </div>
      {failed && (
        <Notice
          icon="offline"
          action={
            <button type="button" className="btn" onClick={reload}>
              {app('retry')}
            </button>
          }
        >
          {directory === null ? t('failed') : t('failedHeld', { time: asOf })}
        </Notice>
      )}
      {directory !== null ? (
        <ContactList directory={directory} notes={notes} saveNote={saveNote} />
      ) : (
        !failed && <Bones />
      )}
    </main>
  )
}
