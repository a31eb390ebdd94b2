import { NodePgDatabase, NodePgSession, type NodePgClient } from 'drizzle-orm/node-postgres'
import { PgDialect, type PgPreparedQuery, type PreparedQueryConfig } from 'drizzle-orm/pg-core'
import { storeError } from './faults.ts'

type Empty = Record<string, never>

/** Drizzle's session, but that its errors leave as `storeError` says: a lost connection is `unavailable`, and no message repeats parameters. */
class TranslatingSession extends NodePgSession<Empty, Empty> {
  override prepareQuery<T extends PreparedQueryConfig = PreparedQueryConfig>(
    ...args: Parameters<NodePgSession<Empty, Empty>['prepareQuery']>
  ): PgPreparedQuery<T> {
    const query = super.prepareQuery<T>(...args)
    const execute = query.execute.bind(query)
    query.execute = async (values) => {
      try {
        return await execute(values)
      } catch (error) {
        throw storeError(error)
      }
    }
    return query
  }
}

const dialect = new PgDialect()

/** Query builders over a pool, or over the one connection of a transaction. */
export function ormOver(client: NodePgClient): NodePgDatabase {
  return new NodePgDatabase(dialect, new TranslatingSession(client, dialect, undefined), undefined)
}
