/** Every refusal of the product, by its stable code. The HTTP status of each is decided at the edge (server/api/problem.ts). */
export const ERROR_CODES = [
  // who calls
  'unauthenticated',
  'session_ended',
  'token_replaced',
  'bad_origin',
  'bad_credentials',
  'member_suspended',
  'rate_limited',
  'forbidden',
  'owner_only',
  'not_found',
  'step_up_required',
  'second_factor_required',
  'second_factor_missing',
  'bad_code',
  'passkey_refused',
  'company_refused',
  'not_set_up',
  'already_set_up',
  'bad_setup_code',
  'restored',
  'company_closed',
  // what is asked
  'malformed_json',
  'invalid',
  'payload_too_large',
  'unsupported_media_type',
  'confirmation_required',
  'options_conflict',
  'option_not_for_device',
  'approver_required',
  'proof_required',
  'reason_required',
  'idempotency_key_reused',
  'preview_expired',
  'name_taken',
  'email_taken',
  'invitation_invalid',
  'weak_password',
  'reset_invalid',
  'mail_off',
  'precondition_required',
  'precondition_failed',
  'act_not_for_kind',
  'own_request',
  'target_not_active',
  'target_not_admin',
  'target_required',
  'same_person',
  // what stands against it
  'wrong_state',
  'too_early',
  'too_soon',
  'not_ordered',
  'not_closed',
  'device_limit',
  'sign_out_open',
  'duties_open',
  'last_admin',
  'disable_first',
  'obligations_open',
  'already_settled',
  'not_waiting',
  'run_open',
  'step_locked',
  'already_done',
  'not_waivable',
  'conditions_unmet',
  'department_not_empty',
  'idempotency_in_progress',
  // linking
  'unknown_code',
  'wrong_number',
  'linked_device',
  'already_decided',
  'code_expired',
  'code_burnt',
  'too_many_codes',
  // confirmations
  'bad_signature',
  'wrong_device',
  'wrong_nonce',
  'unknown_sign_out',
  'malformed',
  // sockets
  'future_cursor',
  'unsupported_protocol',
  'too_slow',
  'unknown_topic',
  // faults
  'unavailable',
  'internal',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** A refusal with a stable code. `data` joins the problem document; `field` names the body's member at fault (422). */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly data: Readonly<Record<string, unknown>>
  constructor(code: ErrorCode, data: Readonly<Record<string, unknown>> = {}, message: string = code) {
    super(message)
    this.name = 'DomainError'
    this.code = code
    this.data = data
  }
}

/** Recognises a DomainError by its code, never by `instanceof`: Next bundles this module a second time. */
export function isDomainError(error: unknown): error is DomainError {
  if (!(error instanceof Error) || !('code' in error) || !('data' in error)) return false
  return (ERROR_CODES as readonly unknown[]).includes(error.code)
}
