import { runtime } from '#server/running.ts'
import type { OpenApi } from '#app/_docs/openapi.ts'

/** The OpenAPI document as this very server gives it out, or null when it cannot. */
export async function readOpenApi(): Promise<OpenApi | null> {
  try {
    const response = await fetch(`${runtime().config.self}/api/v1/openapi.json`, { cache: 'no-store' })
    // Our own document, made of the routes themselves (server/api/openapi.ts).
    return response.ok ? ((await response.json()) as OpenApi) : null
  } catch {
    return null
  }
}
