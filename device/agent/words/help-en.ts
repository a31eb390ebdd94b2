import type { Command, Option } from '../commands.ts'

/** The help of the command line. `use` is what stands after the name of the program. */
export const helpEn = {
  intro: 'Signoff agent: makes this machine one of your devices, and cleans up here when it is signed out.',
  usage: 'Usage: ',
  program: 'agent',
  more: 'agent COMMAND --help says more about one of them.',
  options: 'Options',
  everywhere: 'With every command',
  exits: `Exit codes: 0 done · 1 failed, or the server did not answer · 2 the command line or the manifest is wrong
            3 signed out, and the original device must still confirm · 4 refused by the server`,
  commands: {
    link: {
      use: 'link URL',
      what: 'link this machine by a QR code',
      more: 'Shows a QR code, a code and a number. Approve them on a device that is signed in, within five minutes.',
    },
    'sign-in': {
      use: 'sign-in URL --email EMAIL',
      what: 'sign in with a password',
      more: 'Asks for the password; SIGNOFF_PASSWORD is taken where nobody can be asked. Kept records come back here.',
    },
    run: {
      use: 'run [-- PROGRAM …]',
      what: 'follow the account until this machine is signed out',
      more: `Carries out the sign-out, confirms it, and ends with 0 once the confirmation is accepted. After "--" stands the
guarded program, which is started first: then the agent also sees how it ends. SIGTERM counts as a log-off.`,
    },
    status: {
      use: 'status',
      what: 'say where this machine stands',
      more: 'Asks the server whether the session is active, and names open orders and the last exit. Always ends with 0.',
    },
    'sign-out': {
      use: 'sign-out',
      what: 'sign this machine out, clean up and confirm',
      more: `Access ends at once. Then this agent cleans up and confirms, or the one that is running already does. Which options
there are depends on the system: --exit on Windows and Linux, --cleanup on macOS.`,
    },
    clean: {
      use: 'clean --level LEVEL',
      what: 'clean up here alone, without the server',
      more: 'Takes what the level takes; never records, and signs nobody out. Begin with --list.',
    },
    backups: {
      use: 'backups',
      what: 'what full exits backed up here',
      more: 'Lists them. With --restore and --to writes one out; only the member who was signed out can, signed in here again.',
    },
  } satisfies Record<Command, { use: string; what: string; more: string }>,
  option: {
    name: ['--name NAME', 'the name that your other devices see'],
    run: ['--run', 'then go on as "run"'],
    email: ['--email EMAIL', 'whose account'],
    replace: ['--replace ID', 'at the device limit: sign out that session and take its place'],
    exit: ['--exit full|quick', 'full (default) backs up and ends every process; quick the program alone'],
    cleanup: [
      '--cleanup basic|deep|full',
      'how much of the program goes: configuration, caches and plug-in data, logs',
    ],
    'keep-records': ['--keep-records', 'records stay here, sealed, until the next sign-in'],
    'clear-cache': ['--clear-cache', 'caches go too'],
    unbind: ['--unbind', 'the key goes too: the next sign-in is a new device'],
    level: ['--level basic|deep|full', 'configuration; also caches and plug-in data; also logs'],
    list: ['--list', 'only show what would go'],
    restore: ['--restore ID', 'the backup of that sign-out'],
    to: ['--to DIR', 'the folder to write it into'],
    manifest: ['--manifest FILE', 'what is guarded: processes and paths (a file, or wecom); remembered'],
    home: ['--home DIR', 'what ~ means in the manifest; remembered'],
    state: ['--state DIR', 'where the agent keeps its own state'],
    http: ['--http', 'no socket, HTTP alone'],
    json: ['--json', 'print one JSON object last; all else goes to stderr'],
    help: ['-h, --help', 'this'],
  } satisfies Record<Option, readonly [string, string]>,
  wrong: {
    command: (name: string) => `There is no command "${name}".`,
    option: (name: string) => `There is no option ${name}.`,
    notHere: (option: string, command: string) => `${option} is not for "${command}".`,
    value: (option: string, choices: string, said: string) => `${option} is ${choices}, not "${said}".`,
    needsValue: (option: string) => `${option} needs a value.`,
    noValue: (option: string) => `${option} takes no value.`,
    missing: (what: string) => `${what} is missing.`,
    tooMany: (what: string) => `That is too much: ${what}.`,
    notUrl: (text: string) => `This is not the URL of a server: ${text}.`,
    https: (text: string) => `${text} must be https: a token does not travel in the clear.`,
    program: 'A program after "--" is for "run".',
    foreignFolder: (path: string) =>
      `${path} holds something else. Choose an empty folder, or a new one, with --state.`,
  },
}
export type Help = typeof helpEn
