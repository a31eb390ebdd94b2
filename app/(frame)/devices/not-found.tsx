import { Messages } from '#app/i18n/messages.tsx'
import { DeviceGone } from '#app/_devices/device-gone.tsx'

export default function NotFound() {
  return (
    <Messages of={['device']}>
      <DeviceGone />
    </Messages>
  )
}
