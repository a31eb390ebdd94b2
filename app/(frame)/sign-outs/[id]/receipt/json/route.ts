import { readReceipt } from '#app/_data/receipt.ts'

/** The receipt as JSON, for people and programs that do not read signed tokens: the token itself, its claims, and what the device reported. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  const { signOut, sealed, keysUrl } = await readReceipt(id)
  if (sealed === null) return new Response(null, { status: 404 })
  const { kid, claims, token } = sealed
  const { device, options, report, lagMs, accessEndedAt, confirmedAt, closedAt } = signOut
  const body = { token, kid, keysUrl, claims, device, options, accessEndedAt, confirmedAt, closedAt, lagMs, report }
  return new Response(`${JSON.stringify(body, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${signOut.id}.json"`,
      'cache-control': 'no-store',
    },
  })
}
