import type { ReactNode } from 'react'

/** A column of a table. `hidden`: named for those who hear it alone; `right`: as its cells. */
export type Column = ReactNode | { readonly hidden: ReactNode } | { readonly right: ReactNode }

/** The names of a table's columns, and of the table for those who hear it. */
export function TableHead({ caption, columns }: { caption: string; columns: readonly Column[] }) {
  return (
    <>
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, i) => (
            // Columns are as they are written down: their place is their key.
            <th key={i} scope="col" className={isRight(column) ? 'r' : undefined}>
              {isHidden(column) ? <span className="vh">{column.hidden}</span> : isRight(column) ? column.right : column}
            </th>
          ))}
        </tr>
      </thead>
    </>
  )
}

function isHidden(column: Column): column is { readonly hidden: ReactNode } {
  return typeof column === 'object' && column !== null && 'hidden' in column
}

function isRight(column: Column): column is { readonly right: ReactNode } {
  return typeof column === 'object' && column !== null && 'right' in column
}
