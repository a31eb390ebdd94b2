import type { ReactNode } from 'react'
import { GateFrame } from '#app/_gate/gate-frame.tsx'

export default function GateLayout({ children }: { children: ReactNode }) {
  return <GateFrame>{children}</GateFrame>
}
