/** The part of an OpenAPI 3.1 document that the page shows. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly items?: Schema | boolean
  readonly prefixItems?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
}
type Media = { readonly schema?: Schema; readonly example?: unknown }
export type Reply = { readonly description: string; readonly content?: Readonly<Record<string, Media>> }
export type Parameter = {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Schema
}
export type Operation = {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly security: readonly unknown[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, Reply>>
}
export type OpenApi = {
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

export type Call = { readonly method: string; readonly path: string; readonly operation: Operation }
export type Refusal = { readonly status: string; readonly code: string; readonly detail: string }

/** The calls of the document by their tag, in its order. */
export function callsByTag({
  tags,
  paths,
}: OpenApi): readonly { readonly tag: string; readonly calls: readonly Call[] }[] {
  const calls = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  return tags.map(({ name }) => ({ tag: name, calls: calls.filter(({ operation }) => operation.tags.includes(name)) }))
}

/** What a call refuses, one code a line: each stands in the description as `code`: sentence. */
export function refusalsOf({ responses }: Operation): readonly Refusal[] {
  return Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([status, { description }]) =>
      description.split('\n\n').map((line) => {
        const said = /^`(\w+)`: (.*)$/s.exec(line)
        return { status, code: said?.[1] ?? '', detail: said?.[2] ?? line }
      }),
    )
}

/** The codes that every call may answer: said once, not sixty times. */
export function commonCodes(document: OpenApi): ReadonlySet<string> {
  const all = callsByTag(document).flatMap(({ calls }) => calls.filter(({ path }) => !path.startsWith('/oauth/')))
  const [first, ...rest] = all.map(({ operation }) => new Set(refusalsOf(operation).map(({ code }) => code)))
  return new Set([...(first ?? [])].filter((code) => rest.every((codes) => codes.has(code))))
}

/** The name of a schema that is referred to. */
export function nameOf({ $ref }: Schema): string | null {
  return $ref === undefined ? null : ($ref.split('/').at(-1) ?? null)
}

/** What a value may be beyond its type: lengths and bounds. Empty when there is no limit. */
export function boundsOf({ minimum, maximum, minLength, maxLength, default: initial }: Schema): string {
  const range = (low: number | undefined, high: number | undefined) =>
    low !== undefined && high !== undefined
      ? `${low}–${high}`
      : low !== undefined
        ? `≥ ${low}`
        : high !== undefined
          ? `≤ ${high}`
          : ''
  const words = [range(minimum, maximum), range(minLength === 0 ? undefined : minLength, maxLength)]
  if (initial !== undefined && typeof initial !== 'object') words.push(`= ${JSON.stringify(initial)}`)
  return words.filter((word) => word !== '').join(' ')
}
