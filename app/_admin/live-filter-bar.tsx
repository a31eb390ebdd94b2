'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { DEVICE_KINDS } from '#domain/device.ts'
import type { Department } from '#domain/member.ts'
import { SIGN_OUT_STATES } from '#domain/sign-out/sign-out.ts'
import { Icon } from '#app/_components/icon.tsx'
import { FilterSelect } from './filter-select.tsx'
import { SearchField } from './search-field.tsx'
import { apiQuery, filtersOf, type LiveFilters } from './live-filters.ts'

const TYPING_MS = 250
const LAGS_MIN = [3, 5, 15, 60, 1440] as const

type LiveFilterBarProps = {
  readonly filters: LiveFilters
  readonly departments: readonly Department[]
  readonly keys: boolean
  readonly updates: number
  readonly onApply: () => void
}

/** The filters are the address: a board can be sent to somebody, and Back undoes a filter. */
export function LiveFilterBar({ filters, departments, keys, updates, onApply }: LiveFilterBarProps) {
  const t = useTranslations()
  const router = useRouter()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const change = (part: Readonly<Record<string, string | undefined>>) => {
    const params = new URLSearchParams(location.search)
    for (const [name, value] of Object.entries(part)) {
      if (value === undefined || value === '') params.delete(name)
      else params.set(name, value)
    }
    const address = `/admin/live${apiQuery(filtersOf(Object.fromEntries(params)))}`
    // A word that is being typed is one step, however many letters it has.
    const goesOn = part.query !== undefined && filters.query !== undefined
    if (goesOn) router.replace(address, { scroll: false })
    else router.push(address, { scroll: false })
  }
  const typed = (value: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => change({ query: value }), TYPING_MS)
  }
  const select = (name: string, label: string, value: string | undefined, options: (readonly [string, string])[]) => (
    <FilterSelect
      label={label}
      name={name}
      value={value}
      options={options}
      onChange={(chosen) => change(name === 'state' ? { state: chosen, mark: undefined } : { [name]: chosen })}
    />
  )
  return (
    <div className="filters" role="search">
      <SearchField
        value={filters.query}
        label={t('admin.search')}
        hint={t('adminLive.searchHint')}
        hotkey={keys}
        onChange={typed}
      />
      {select(
        'state',
        t('admin.state'),
        filters.state?.length === 1 ? filters.state[0] : undefined,
        SIGN_OUT_STATES.map((state) => [state, t(`state.${state}`)] as const),
      )}
      {select(
        'kind',
        t('admin.kind'),
        filters.kind,
        DEVICE_KINDS.map((kind) => [kind, t(`kind.${kind}`)] as const),
      )}
      {departments.length > 0 &&
        select(
          'departmentId',
          t('admin.department'),
          filters.departmentId,
          departments.map(({ id, name }) => [id, name] as const),
        )}
      {select(
        'minLagMs',
        t('adminLive.lag'),
        filters.minLagMs?.toString(),
        LAGS_MIN.map((n) => [String(n * 60_000), t('adminLive.lagOver', { n })] as const),
      )}
      {select('by', t('adminLive.askedBy'), filters.by, [
        ['member', t('adminLive.byMember')],
        ['admin', t('adminLive.byAdmin')],
        ['system', t('adminLive.bySystem')],
      ])}
      {select('mark', t('adminLive.mark'), filters.mark, [
        ['attention', t('adminLive.attention')],
        ['overdue', t('state.overdue')],
        ['unreachable', t('state.unreachable')],
      ])}
      {apiQuery(filters) !== '' && (
        <a className="btn text" href="/admin/live">
          {t('admin.clear')}
        </a>
      )}
      {updates > 0 && (
        <button type="button" className="btn updates" onClick={onApply}>
          <Icon name="up" />
          {t('conn.updates', { n: updates })}
        </button>
      )}
    </div>
  )
}
