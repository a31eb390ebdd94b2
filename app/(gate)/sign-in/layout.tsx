import type { ReactNode } from 'react'
import { AttemptProvider } from '#app/_gate/attempt.tsx'
import { Messages } from '#app/i18n/messages.tsx'

export default function SignInLayout({ children }: { children: ReactNode }) {
  return (
    <Messages of={['gate', 'signin', 'devices', 'gone']}>
      <AttemptProvider>{children}</AttemptProvider>
    </Messages>
  )
}
