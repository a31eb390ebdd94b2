export type RefusalCode =
  | 'bad_url'
  | 'in_use'
  | 'not_a_database'
  | 'foreign'
  | 'corrupt'
  | 'newer'
  | 'no_access'
  | 'unreachable'
  | 'exists'
  | 'missing'

/** Why a store is not opened, in one line for the operator. Nothing was changed. */
export class StoreRefusal extends Error {
  readonly code: RefusalCode
  constructor(code: RefusalCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StoreRefusal'
    this.code = code
  }
}
