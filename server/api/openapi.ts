import { z } from 'zod'
import { AREAS } from '#domain/access.ts'
import type { ErrorCode } from '#domain/errors.ts'
import { oauthError, problem } from '#protocol/problem.ts'
import { REFUSAL_DATA } from '#protocol/refusals.ts'
import { EN } from './problem-words-en.ts'
import { STATUS } from './problem-status.ts'
import type { Access, Answer, Route } from './route.ts'

type Json = Readonly<Record<string, unknown>>

const SCHEMAS = '#/components/schemas/'
const PROBLEM = 'application/problem+json'
const AREA_NAMES: ReadonlySet<string> = new Set(AREAS)

/** What any call of this access may be refused with. */
const COMMON: readonly ErrorCode[] = ['bad_origin', 'not_set_up', 'payload_too_large', 'unavailable', 'internal']
const SIGNED_IN: readonly ErrorCode[] = ['unauthenticated', 'session_ended', 'token_replaced']

/** The OpenAPI 3.1 document, made of the routes: what is served and what is written cannot part. Schemas by name are JSON Schema 2020-12. */
export function createOpenApi(routes: readonly Route[], { url, secure }: { url: string; secure: boolean }): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Signoff',
      version: '1',
      summary: 'See where you are signed in, sign a device out, and watch it confirm.',
      description:
        'Times are RFC 3339 in UTC. Ids are opaque. Unknown members of a body are ignored, unknown values refused. Errors are problem documents (RFC 9457); /oauth/* answers as RFC 6749, 5.2. Calls marked † are open to a session whose access has ended, until its sign-out is confirmed.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        device: { type: 'http', scheme: 'bearer', description: 'The token of a device.' },
        key: { type: 'http', scheme: 'bearer', description: 'A key for a program, `sak_…`, within its scopes.' },
        browser: {
          type: 'apiKey',
          in: 'cookie',
          name: `${secure ? '__Host-' : ''}signoff.session`,
          description: "A browser's own sealed cookie.",
        },
      },
    },
  }
}

function operation(route: Route): Json {
  const parameters = [...pathParameters(route.path), ...queryParameters(route.query), ...headerParameters(route)]
  return {
    operationId: route.name,
    tags: [route.tag],
    summary: route.summary,
    security: securityOf(route),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody(route),
    responses: { [String(route.status ?? 200)]: success(route.answer, route.example?.answer), ...refusals(route) },
  }
}

function securityOf({ access, scope }: Route): Json[] {
  if (access === 'anyone') return []
  return [{ device: [] }, { browser: [] }, ...(scope === undefined ? [] : [{ key: [scope] }])]
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', maxLength: 128 },
  }))
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return []
  const { properties = {} } = jsonSchema(query)
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))
}

function headerParameters({ method, access, path, refusals: own }: Route): Json[] {
  if (own?.includes('precondition_required'))
    return [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } }]
  if (method !== 'post' || access === 'anyone') return []
  const description = `The first answer again for 24 hours, for this caller and ${path}; another body is refused.`
  return [
    { name: 'Idempotency-Key', in: 'header', required: false, description, schema: { type: 'string', maxLength: 255 } },
  ]
}

function requestBody({ body, form, csv, example }: Route): Json {
  if (csv !== undefined)
    return {
      requestBody: { required: true, description: csv, content: { 'text/csv': { schema: { type: 'string' } } } },
    }
  const schema = body ?? form
  if (!schema) return {}
  const media = { schema: reference(schema), ...(example?.body === undefined ? {} : { example: example.body }) }
  return {
    requestBody: {
      required: true,
      content: { [form ? 'application/x-www-form-urlencoded' : 'application/json']: media },
    },
  }
}

function success(answer: Answer, example: unknown): Json {
  if (answer === null) return { description: 'Done' }
  if (!(answer instanceof z.ZodType))
    return { description: answer.description, content: { [answer.type]: { schema: { type: 'string' } } } }
  return {
    description: 'Done',
    content: { 'application/json': { schema: reference(answer), ...(example === undefined ? {} : { example }) } },
  }
}

function refusals(route: Route): Record<string, Json> {
  if (route.path.startsWith('/oauth/'))
    return { 400: { description: 'RFC 6749, 5.2', content: { 'application/json': { schema: reference(oauthError) } } } }
  const byStatus = Map.groupBy(codesOf(route), (code) => route.statuses?.[code] ?? STATUS[code])
  const entries = [...byStatus].sort(([a], [b]) => a - b)
  return Object.fromEntries(entries.map(([status, codes]) => [String(status), refusal(codes)]))
}

function codesOf({ access, body, query, refusals: own = [] }: Route): readonly ErrorCode[] {
  const reads: ErrorCode[] = body ? ['unsupported_media_type', 'malformed_json', 'invalid'] : query ? ['invalid'] : []
  const admin: ErrorCode[] = isArea(access) ? ['forbidden'] : []
  return [...new Set([...(access === 'anyone' ? [] : SIGNED_IN), ...admin, ...own, ...reads, ...COMMON])]
}

function isArea(access: Access): boolean {
  return AREA_NAMES.has(access)
}

function refusal(codes: readonly ErrorCode[]): Json {
  const description = codes.map((code) => `\`${code}\`: ${EN[code][1]}`).join('\n\n')
  return {
    description,
    content: {
      [PROBLEM]: {
        schema: { allOf: [reference(problem), { properties: { code: { enum: codes } } }, ...dataOf(codes)] },
      },
    },
  }
}

/** What stands beside a problem's own members: the data of these codes, as alternatives. */
function dataOf(codes: readonly ErrorCode[]): Json[] {
  const withData = codes.flatMap((code) => {
    const data = REFUSAL_DATA[code]
    return data ? [{ allOf: [{ properties: { code: { const: code } } }, reference(data)] }] : []
  })
  if (withData.length === 0) return []
  const plain = codes.filter((code) => REFUSAL_DATA[code] === undefined)
  return [{ anyOf: [...(plain.length > 0 ? [{ properties: { code: { enum: plain } } }] : []), ...withData] }]
}

/** A schema by its name; one without is written where it stands. */
function reference(schema: z.ZodType): Json {
  const id = schema.meta()?.id
  return id === undefined ? jsonSchema(schema) : { $ref: `${SCHEMAS}${id}` }
}

/** As a sender writes it: unknown members are allowed, and what has a default may be left out. */
const AS_SENT = {
  io: 'input',
  unrepresentable: 'any',
  // Every integer is a safe one; to say so each time only makes the document longer.
  override({ jsonSchema: schema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }) {
    if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
    if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  },
} as const

function jsonSchema(schema: z.ZodType): { readonly properties?: Json } & Json {
  const { $schema: _, '~standard': __, ...rest } = z.toJSONSchema(schema, AS_SENT)
  return rest as Json
}

function namedSchemas(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { ...AS_SENT, uri: (id) => `${SCHEMAS}${id}` })
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]))
}
