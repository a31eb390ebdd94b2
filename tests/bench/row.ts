/** One line of the table: what we do beside what a floor or a peer does, in the same run. */
export type Row = {
  readonly what: string
  readonly unit: 'ms' | 's' | '/s' | 'KiB' | 'KB'
  readonly ours: number
  readonly against: { readonly name: string; readonly value: number }
  /** The figure of the goal: ours to the other's. */
  readonly ratio: number
  readonly goal: { readonly atMost: number } | { readonly atLeast: number }
  /** Other figures of the same measurement, for the JSON. */
  readonly more?: Readonly<Record<string, number>>
}

export function isMet({ ratio, goal }: Row): boolean {
  return 'atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast
}

/** A row whose ratio is ours to the other's. */
export function rowOf(row: Omit<Row, 'ratio'>): Row {
  return { ...row, ratio: row.ours / row.against.value }
}
