import NextAuth from 'next-auth'
import { authOptions } from '#server/auth/next-auth.ts'
import { runtime } from '#server/running.ts'

type Context = { params: Promise<{ nextauth: string[] }> }

/** next-auth's own routes; the server lets through only what we use (server/pages.ts). */
async function handle(request: Request, context: Context): Promise<Response> {
  const params = await context.params
  const options = authOptions(runtime(), params.nextauth)
  const answer: unknown = await NextAuth(request as never, { params } as never, options)
  if (!(answer instanceof Response)) throw new Error('next-auth gave no answer')
  return answer
}

export { handle as GET, handle as POST }
