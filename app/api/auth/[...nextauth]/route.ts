import NextAuth from 'next-auth'
import { authOptions } from '#server/auth/next-auth.ts'
import { runtime } from '#server/running.ts'

type Context = { params: Promise<{ nextauth: string[] }> }

/** next-auth's own routes; the server lets through only what we use (server/pages.ts). */
async function handle(request: Request, context: Context): Promise<Response> {
  const answer: unknown = await NextAuth(
    request as never,
    { params: await context.params } as never,
    authOptions(runtime()),
  )
  if (!(answer instanceof Response)) throw new Error('next-auth gave no answer')
  return answer
}

export { handle as GET, handle as POST }
