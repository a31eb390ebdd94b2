/** `npm run test:long`: the counts that quality.md, part 6, names. */
export const long = process.env['SIGNOFF_TEST_LONG'] === '1'

/** How often a case runs: as often as named in the long run, about a twentieth of it in `npm test`. */
export function count(named: number): number {
  return long ? named : Math.ceil(named / 20)
}
