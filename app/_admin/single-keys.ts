import { recall } from '#app/_components/cookie.ts'
import { KEYS_COOKIE } from '#app/i18n/locale.ts'

/** Whether single keys act, as the settings say now (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  return recall(KEYS_COOKIE) !== 'off'
}

/** Nothing is pressed for the page: a dialog or menu is open, a modifier is held, or somebody else has taken it. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return true
  return document.querySelector('dialog[open], [role=menu]') !== null
}

/** A field in which letters are letters. */
export function isField(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input:not([type=checkbox], [type=radio]), select, textarea') !== null
  )
}

export function focusSearch(): void {
  document.querySelector<HTMLElement>('.filters input[type=search]')?.focus()
}
