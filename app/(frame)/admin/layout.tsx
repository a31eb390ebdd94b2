import type { ReactNode } from 'react'
import '../../admin.css'

/** The style of the administrators' pages. Who may open one is asked by its own data function: nothing is let in by a layout. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return children
}
