/** What a log may show of an error: its name, code and place. A message may repeat what a caller sent, so only its beginning is kept. */
export function faultFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  const { cause } = error
  return {
    error: error.name,
    message: (error.message.split('\n')[0] ?? '').slice(0, 200),
    ...(code === undefined ? {} : { code }),
    ...(cause === undefined ? {} : { cause: faultFields(cause) }),
    at: frames.slice(0, 8).map((line) => line.trim()),
  }
}
