import type { LockedStep } from '#device/client/index.ts'
import type { ConfirmationClaims } from '#protocol/confirmation.ts'
import type { Exit, ExitKind } from '../life/life.ts'
import type { PathClass } from '../manifest/manifest.ts'

const EXITS: Readonly<Record<ExitKind, string>> = {
  full: 'full exit',
  quick: 'quick exit',
  killed: 'ended without a goodbye (killed?)',
  logoff: 'ended by the system’s log-off',
}
export const en = {
  scan: 'On a device that is signed in, open Devices → Link a device and scan this, or open',
  code: (code: string) => `and enter the code   ${code}`,
  number: (number: string) => `There, type the number   ${number}   (only this screen shows it)`,
  waiting: (minutes: number) =>
    `Waiting for approval, at most ${minutes} minutes. Never scan a code that someone sent you.`,
  linked: (member: string, device: string) => `Linked to the account of ${member} as "${device}".`,
  signedIn: (member: string, device: string) => `Signed in to the account of ${member} as "${device}".`,
  original: (name: string) => `"${name}" approved it, so it is asked when this machine signs out.`,
  places: (used: number, limit: number) => `${used} of ${limit} places used:`,
  thisOne: 'this machine',
  ended: 'access ended',
  active: 'active',
  limit: (limit: number) => `All ${limit} places are taken. Nothing was signed out. Choose which one makes room:`,
  limitHow: 'Run the same command again with --replace and the id of one of them.',
  limitAsk: 'Number of the one to sign out (Enter: none): ',
  denied: 'Declined on the other device. This machine is not linked.',
  expired: 'The code has expired. Run the command again for a new one.',
  notSignedIn: 'Nobody is signed in on this machine.',
  following: 'Following. This machine is one of your devices until it is signed out.',
  connection: (state: string) =>
    ({ connecting: 'Connecting …', open: 'Connected.', lost: 'Connection lost; trying again.' })[state] ?? state,
  locked: (by: string, at: string, reason: string) => `Signed out ${by} at ${at}${reason}. Access has ended.`,
  bySelf: 'by you',
  byDevice: (name: string) => `by you, on "${name}",`,
  byAdmin: 'by an administrator',
  bySystem: 'by the system',
  because: (reason: string) => `, because: ${reason}`,
  awaitsOriginal: (name: string) =>
    `Access has ended. To be fully signed out, ${name} must confirm; "run" waits for it.`,
  theOriginal: 'the original device',
  step: (step: LockedStep) =>
    ({
      waiting: 'Waiting for the order to clean up …',
      received: 'The order is here.',
      cleaning: 'Cleaning up …',
      'not-now': 'Not now; it starts again by itself.',
      confirming: 'Sending the signed confirmation …',
      failed: 'The clean-up was not complete. It can be tried again from another device.',
    })[step],
  signedOut: 'Confirmed: this machine is signed out.',
  refused: (code: string) => `Refused by the server: ${code}`,
  replaced: 'This machine was signed in anew elsewhere; this token is no longer valid.',
  unreachable: (url: string, why: string | null) => `${url} did not answer${why === null ? ' in time' : ` (${why})`}.`,
  notSignoff: (url: string, what: string) => `What answers at ${url} is no Signoff: ${what}.`,
  certificate: (url: string, why: string) =>
    `The certificate of ${url} is not trusted here (${why}); nothing was sent. An authority of your own is named in NODE_EXTRA_CA_CERTS.`,
  password: 'Password: ',
  endedNotCleaned: 'Access has ended. Nothing has been cleaned up here yet: "run" does it, and confirms.',
  otherFinishes: 'Access has ended. The agent that is running cleans up and confirms.',
  restored: (files: number) => `Restored: ${files} ${files === 1 ? 'file' : 'files'}.`,
  notRestored:
    'Kept records could not be restored; they stay here, sealed. Sign in again with the same --manifest and --home.',
  noBackup: (id: string) => `There is no backup ${id} here that this sign-in opens.`,
  badManifest: (why: string) => `This manifest is refused: ${why}`,
  wiped: (app: string) =>
    `No contact with the server for too long: what ${app} kept here has been removed. This is no sign-out.`,
  stillRuns: (app: string, count: number) =>
    `${app} is running (${count} ${count === 1 ? 'process' : 'processes'}); it may write again what is removed.`,
  stuck: (path: string) => `Not removed: ${path}`,
  onlyListed: 'Only listed. Nothing was removed.',
  classes: {
    config: 'configuration',
    records: 'records',
    cache: 'cache',
    plugins: 'plug-in data',
    logs: 'logs',
  } satisfies Record<PathClass, string>,
  total: 'total',
  measure: (name: string, files: number, bytes: number) =>
    `  ${name.padEnd(14)} ${files} ${files === 1 ? 'file' : 'files'}, ${bytes} bytes`,
  report: ({ filesRemoved, bytesFreed, processesEnded, leftovers, backup }: ConfirmationClaims) =>
    [
      `Removed ${filesRemoved} files, ${bytesFreed} bytes; ended ${processesEnded} processes.`,
      ...(backup === undefined ? [] : [backup.done ? `Backed up ${backup.bytes} bytes.` : 'No backup.']),
      ...(leftovers.processes === 0 ? [] : [`Still running: ${leftovers.processes}.`]),
    ].join(' '),
  lastExit: ({ kind, at, memory }: Exit) =>
    [
      `Last exit, ${at}: ${EXITS[kind]}`,
      ...(memory === undefined ? [] : [`; memory ${memory.beforeBytes} bytes before, ${memory.afterBytes} after`]),
      '.',
    ].join(''),
  busy: (pid: number, lock: string) =>
    `Another agent (process ${pid}) uses this state folder; stop it first, or choose another with --state. If that process is no agent, remove ${lock}.`,
  diskFull: (path: string) =>
    `The disk is full: ${path} could not be written, and is as it was. Make room, and run it again.`,
  noRight: (path: string, code: string) => `No right to use ${path} (${code}).`,
  noFile: (path: string, code: string) => `${path} cannot be used (${code}).`,
  damaged: (path: string) => `${path} is damaged: it was written by something else. Put it aside, and sign in again.`,
  failed: (why: string) => `It failed: ${why}`,
}
export type Words = typeof en
