/** The dot of the i is the lamp that is on; the o of “off” is the lamp that is out. */
export function Wordmark() {
  return (
    <svg className="wordmark" viewBox="0 0 98 28" role="img" aria-label="Signoff">
      <path d="M12.9 6.3C12 4.3 10 3.2 7.6 3.2 4.7 3.2 2.6 4.9 2.6 7.3c0 5.6 10.7 2.9 10.7 8.4 0 2.6-2.4 4.3-5.5 4.3-2.8 0-4.9-1.2-5.8-3.4M19.6 9v11M36.7 8.7v12.1c0 3.4-2.3 5.3-5.6 5.3-2.3 0-4.1-.8-5.2-2.4M43.4 20V8.7M43.4 13.8c0-3.1 2-5.1 4.8-5.1 2.9 0 4.6 1.9 4.6 4.9V20M81.3 3.5c-.6-.2-1.2-.3-1.8-.3-2.1 0-3.1 1.3-3.1 3.6V20M73.6 9h6.9M92.3 3.5c-.6-.2-1.2-.3-1.8-.3-2.1 0-3.1 1.3-3.1 3.6V20M84.6 9h6.9" />
      <circle className="o" cx="31.1" cy="14.3" r="5.6" />
      <circle className="o" cx="65" cy="14.3" r="5.7" />
      <circle className="lit" cx="19.6" cy="4" r="2.5" />
    </svg>
  )
}

/** A lamp that is on, the time between, a lamp that is out. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 30 30" aria-hidden="true">
      <path d="M11.5 15h4" stroke="var(--ink)" strokeWidth="2.2" strokeLinecap="round" />
      <circle cx="7" cy="15" r="3.8" fill="var(--on-mark)" />
      <circle cx="21.5" cy="15" r="5.2" fill="none" stroke="var(--ink)" strokeWidth="2.2" />
    </svg>
  )
}
