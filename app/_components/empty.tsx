import type { ReactNode } from 'react'
import { DevicePicture } from './device-picture.tsx'

/** One unlit device, one sentence on what will appear, one next step. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <DevicePicture device={{ kind: 'phone', os: 'other' }} lamp="off" />
      <p>{children}</p>
      {action}
    </div>
  )
}
