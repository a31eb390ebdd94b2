/** In place of a page that is not there, or not this reader's: what is said, and the way back to the devices. */
export function NothingHere({ title, body, back }: { title: string; body: string; back: string }) {
  return (
    <main className="col" id="main">
      <h1 tabIndex={-1}>{title}</h1>
      <p className="mt-2">{body}</p>
      <p className="mt-4">
        <a className="btn" href="/devices">
          {back}
        </a>
      </p>
    </main>
  )
}
