import { readRecord, updateRecord } from './store.ts'

/** What this browser measured of its present session, in milliseconds. */
export type Measured = { readonly signInMs?: number; readonly firstLoadMs?: number }

const BEGAN = 'signoff-sign-in-began'

/** Somebody has just asked to sign in: from here to the first contact as this device is what signing in costs. */
export function signInBegins(): void {
  sessionStorage.setItem(BEGAN, String(Date.now()))
}

/** The first contact after a sign-in in this tab; it begins new figures. */
export async function signInEnds(): Promise<void> {
  const began = Number(sessionStorage.getItem(BEGAN) ?? Number.NaN)
  sessionStorage.removeItem(BEGAN)
  const signInMs = Math.round(Date.now() - began)
  if (Number.isNaN(signInMs) || signInMs < 0) return
  await updateRecord<Measured>('vault', 'measured', () => ({ signInMs }))
}

/** The first directory of a session took so long; later ones do not count. True when it counted. */
export async function firstLoadTook(ms: number): Promise<boolean> {
  let counted = false
  await updateRecord<Measured>('vault', 'measured', (present = {}) => {
    counted = present.firstLoadMs === undefined
    return counted ? { ...present, firstLoadMs: Math.round(ms) } : present
  })
  return counted
}

export async function measured(): Promise<Measured> {
  return (await readRecord<Measured>('vault', 'measured')) ?? {}
}

export async function forgetMeasured(): Promise<void> {
  await updateRecord<Measured>('vault', 'measured', () => undefined)
}
