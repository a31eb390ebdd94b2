export type Page<T> = {
  readonly items: readonly T[]
  readonly nextCursor: string | null
  readonly total: number | null
}
