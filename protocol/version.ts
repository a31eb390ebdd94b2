/** The version that a device says in its handshake (protocol.md, part 6). */
export const PROTOCOL_VERSION = 1
export const SUPPORTED_PROTOCOLS: readonly number[] = [PROTOCOL_VERSION]
export const CLIENT_ID = 'signoff-device'
export const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
