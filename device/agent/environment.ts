/** What the agent takes from its environment; read here alone. */
export type Environment = {
  /** Of `sign-in`, where no terminal can ask for it. */
  readonly password: string | undefined
  /** As POSIX orders them: `zh_CN.UTF-8`. */
  readonly language: string
  /** Where the system keeps the state of programs, when it says so: Windows, and Linux. */
  readonly localAppData: string | undefined
  readonly stateHome: string | undefined
  /** Where Windows lies. */
  readonly systemRoot: string | undefined
}

export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  return {
    password: source.SIGNOFF_PASSWORD,
    language: source.LC_ALL ?? source.LC_MESSAGES ?? source.LANG ?? '',
    localAppData: source.LOCALAPPDATA,
    stateHome: source.XDG_STATE_HOME,
    systemRoot: source.SystemRoot,
  }
}
