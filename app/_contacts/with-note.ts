/** The same notes with one changed; an empty text is no note. Pure. */
export function withNote(notes: ReadonlyMap<string, string>, id: string, text: string): ReadonlyMap<string, string> {
  const others = [...notes].filter(([known]) => known !== id)
  return new Map(text === '' ? others : [...others, [id, text]])
}
