import { Bones } from './bones.tsx'

/** A page of a member before its data is there: its heading, and the shape of what comes. */
export function PageLoading({ title, rows }: { title: string; rows?: number }) {
  return (
    <main className="col" id="main">
      <div className="head">
        <h1 tabIndex={-1}>{title}</h1>
      </div>
      <Bones {...(rows === undefined ? {} : { rows })} />
    </main>
  )
}
