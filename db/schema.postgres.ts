import { postgresDialect } from '#db/dialect.ts'
import { defineTables } from '#db/tables.ts'

/** The tables one by one: the form that drizzle-kit reads. */
export const {
  orgs,
  departments,
  members,
  devices,
  sessions,
  replacedTokens,
  signOuts,
  followers,
  answers,
  streams,
  entries,
  links,
  macExits,
  invitations,
  batches,
  previews,
  signingKeys,
  failures,
  challenges,
  idempotency,
  nodes,
  presenceLines,
  languages,
  leases,
  notices,
  preferences,
  samples,
  letters,
} = defineTables(postgresDialect)
