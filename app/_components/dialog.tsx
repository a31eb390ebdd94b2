'use client'
import { useEffect, useId, useRef, type ReactNode } from 'react'

type DialogProps = {
  readonly title: ReactNode
  readonly picture?: ReactNode
  /** Where the focus goes first: the title of a dialog that wants to be read, else the first button (Cancel). */
  readonly focus?: 'title' | 'cancel'
  readonly onClose: () => void
  /** Where the focus goes when what opened the dialog is no longer there. */
  readonly fallback?: () => HTMLElement | null
  readonly footer: ReactNode
  readonly children: ReactNode
}

/**
 * A modal question: the browser's own `<dialog>`, which keeps the focus, hides the rest and closes on Escape. On phones it is a sheet at
 * the bottom. Mounted means open; when it goes, the focus returns to what opened it.
 */
export function Dialog({ title, picture, focus = 'title', onClose, fallback, footer, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const last = useRef(fallback)
  useEffect(() => {
    last.current = fallback
  })
  useEffect(() => {
    const opener = document.activeElement
    const dialog = box.current
    dialog?.showModal()
    if (focus === 'title') heading.current?.focus()
    else dialog?.querySelector<HTMLElement>('footer button')?.focus()
    return () => {
      dialog?.close()
      // After the list below has been rendered anew: the row that opened the dialog may be gone.
      requestAnimationFrame(() => {
        const target = opener instanceof HTMLElement && opener.isConnected ? opener : last.current?.()
        target?.focus()
      })
    }
  }, [focus])
  return (
    <dialog
      ref={box}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <header>
        {picture}
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
      </header>
      <div className="body">{children}</div>
      <footer>{footer}</footer>
    </dialog>
  )
}
