import { useTranslations } from 'next-intl'
import type { Policy } from '#domain/policy.ts'
import { inUnit, POLICY_FIELDS } from './policy-fields.ts'

/** A value of the policy in words, for its default and for what somebody else changed. */
export function usePolicyWords(): (name: keyof Policy, value: Policy[keyof Policy]) => string {
  const t = useTranslations('adminPolicy')
  return (name, value) => {
    const field = POLICY_FIELDS[name]
    if (field.is === 'flag') return t(value === true ? 'yes' : 'no')
    if (field.is === 'who') return t(value === 'owner' ? 'owner' : 'admin')
    const numbers = Array.isArray(value) ? value : [value]
    const text = numbers.map((one) => (typeof one === 'number' ? inUnit(one, field.factor) : '')).join('⁠–⁠')
    return `${text} ${t(field.unit)}`
  }
}
