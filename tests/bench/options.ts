/** How large a run is. */
export type Options = {
  /** Devices of the socket rows that take many. */
  readonly devices: number
  /** Sign-outs, one after another, of the first row. */
  readonly signOuts: number
  /** Sessions of the store that is compared with one of a thousand. */
  readonly sessions: number
  /** Milliseconds of load in each round of an HTTP row. */
  readonly roundMs: number
  readonly rounds: number
  /** A folder that is removed at the end. */
  readonly folder: string
  /** Says what is going on. */
  readonly say: (text: string) => void
}
