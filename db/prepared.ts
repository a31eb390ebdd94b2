type Preparable<R> = {
  prepare(name: string): { execute(values: Readonly<Record<string, unknown>>): PromiseLike<R> }
}

/**
 * A query that is built once and run often: building one costs several times what most of ours take to run. It is built at its first
 * use, so that a transaction of Postgres, which has builders of its own, pays for what it uses alone.
 * @param name of the prepared statement on Postgres: one for each text of SQL
 */
export function prepared<R>(
  name: string,
  build: () => Preparable<R>,
): (values: Readonly<Record<string, unknown>>) => PromiseLike<R> {
  let query: ReturnType<Preparable<R>['prepare']> | undefined
  return (values) => (query ??= build().prepare(name)).execute(values)
}
