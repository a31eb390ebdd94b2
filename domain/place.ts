/**
 * Roughly where an address is: an ISO 3166-1 country of the registry that gave it out, a network of one's own (private, loopback, link-local),
 * or not known. It says where an address is registered, not where a person stands.
 */
export type Place = { readonly kind: 'country'; readonly country: string } | { readonly kind: 'private' | 'unknown' }

/** As it is stored and sent: `CN`, `private`, or null where it is not known. */
export type PlaceCode = string | null

export function placeCode(place: Place): PlaceCode {
  if (place.kind === 'country') return place.country
  return place.kind === 'private' ? 'private' : null
}
