import 'react'

declare module 'react' {
  // Custom properties carry measured positions from the data into the style sheet.
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined
  }
}
