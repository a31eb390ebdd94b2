import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { BoardRowView, LiveView } from '#protocol/admin.ts'

/** What the board shows: the figures, and rows in an order that changes only when nobody would lose their place by it. */
export type Board = {
  readonly figures: Pick<LiveView, 'counts' | 'overdue' | 'unreachable' | 'lag' | 'total'>
  readonly rows: ReadonlyMap<string, BoardRowView>
  readonly order: readonly string[]
  /** The order that the server has by now; the same array as `order` when there is nothing new. */
  readonly next: readonly string[]
  readonly nextCursor: string | null
}

export function boardOf(answer: LiveView): Board {
  const order = answer.signOuts.map(({ id }) => id)
  return {
    figures: figuresOf(answer),
    rows: new Map(answer.signOuts.map((row) => [row.id, row])),
    order,
    next: order,
    nextCursor: answer.nextCursor,
  }
}

/**
 * Takes over the first page as it is now. What a row says changes at once; where it stands changes only when `still` is false. Rows further
 * down that were loaded before stay, in their places.
 */
export function withFirstPage(board: Board, answer: LiveView, still: boolean): Board {
  const rows = withRows(board.rows, answer.signOuts)
  const first = answer.signOuts.map(({ id }) => id)
  const last = answer.signOuts.at(-1)
  const inFirst = new Set(first)
  const tail =
    answer.nextCursor === null || last === undefined
      ? []
      : board.order.filter((id) => !inFirst.has(id) && isAfter(rows.get(id), last))
  const next = sameOrder(board.order, [...first, ...tail])
  const nextCursor = tail.length === 0 ? answer.nextCursor : board.nextCursor
  const moved = { ...board, figures: figuresOf(answer), rows, next, nextCursor }
  return still ? moved : settled(moved)
}

/** Takes over rows wherever they stand: those that changed and were loaded before. */
export function withChanged(board: Board, changed: readonly BoardRowView[]): Board {
  const known = changed.filter(({ id }) => board.rows.has(id))
  return known.length === 0 ? board : { ...board, rows: withRows(board.rows, known) }
}

/** Adds the page that follows the last row. */
export function withNextPage(board: Board, answer: LiveView): Board {
  const added = answer.signOuts.map(({ id }) => id)
  const append = (order: readonly string[]) => [...order, ...added.filter((id) => !order.includes(id))]
  const order = append(board.order)
  return {
    ...board,
    rows: withRows(board.rows, answer.signOuts),
    order,
    next: board.next === board.order ? order : append(board.next),
    nextCursor: answer.nextCursor,
  }
}

/** Lets the rows take their present places, and forgets those that have left. */
export function settled(board: Board): Board {
  if (board.next === board.order) return board
  const shown = new Set(board.next)
  return { ...board, order: board.next, rows: new Map([...board.rows].filter(([id]) => shown.has(id))) }
}

/** How many rows would come, go, or rise to the top: what the pill counts. */
export function updatesOf({ order, next }: Pick<Board, 'order' | 'next'>): number {
  if (order === next) return 0
  const [before, after] = [new Set(order), new Set(next)]
  const differ = next.filter((id) => !before.has(id)).length + order.filter((id) => !after.has(id)).length
  return Math.max(1, differ)
}

export function needsAttention({ state, overdue }: Pick<BoardRowView, 'state' | 'overdue'>): boolean {
  return overdue || state === 'declined' || state === 'failed'
}

function figuresOf({ counts, overdue, unreachable, lag, total }: LiveView): Board['figures'] {
  return { counts, overdue, unreachable, lag, total }
}

/** A row that says the same keeps its identity, so that nothing is drawn again for it. */
function withRows(rows: Board['rows'], fresh: readonly BoardRowView[]): Map<string, BoardRowView> {
  const all = new Map(rows)
  for (const row of fresh) {
    const known = all.get(row.id)
    if (known === undefined || said(known) !== said(row)) all.set(row.id, row)
  }
  return all
}

/** What a row says, without the lag of an open one: that grows by itself. */
function said(row: BoardRowView): string {
  return JSON.stringify(isOpen(row.state) ? { ...row, lagMs: 0 } : row)
}

function isAfter(row: BoardRowView | undefined, last: BoardRowView): boolean {
  if (row === undefined) return false
  const [pinned, lastPinned] = [needsAttention(row), needsAttention(last)]
  if (pinned !== lastPinned) return lastPinned
  if (row.accessEndedAt !== last.accessEndedAt) return row.accessEndedAt < last.accessEndedAt
  return row.id > last.id
}

function sameOrder(before: readonly string[], after: readonly string[]): readonly string[] {
  return before.length === after.length && before.every((id, i) => id === after[i]) ? before : after
}
