/** What went wrong with the deed beside it, for every ear at once; nothing where nothing did. */
export function ProblemLine({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <p className="error" role="alert">
      {text}
    </p>
  )
}
