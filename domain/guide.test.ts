import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { GUIDE, GUIDE_SCENES, GUIDE_TABLES, guideCell, mobileFigures, type GuideTable } from './guide.ts'

const written: unknown = JSON.parse(readFileSync('docs/guide-figures.json', 'utf8'))

const TABLES: readonly GuideTable[] = ['mobile', 'windows', 'mac']

describe('the guide’s figures', () => {
  it('[GF1] are the ones that docs/guide-figures.json holds, each once and no other', () => {
    expect(GUIDE).toEqual(written)
  })

  it('[GF1] are 27 cells of three tables', () => {
    const cells = TABLES.flatMap((table) =>
      GUIDE_TABLES[table].rows.flatMap((row) =>
        GUIDE_TABLES[table].columns.map((column) => guideCell(table, row, column)),
      ),
    )
    expect(cells).toEqual(
      [
        [2.8, 0, 4.2, 5.1, 12, 3.9, 6.3, 78, 8.7],
        [100, 'normal', 'complete', 83, { delayPct: 15 }, 'maybeDamaged', 91, 'normal', 'complete'],
        [7, 4.2, 'basicConfig', 23, 18, 'pluginData', 41, 37, 'logFiles'],
      ].flat(),
    )
  })

  it('[GF1] come in eight scenarios', () => {
    expect(GUIDE_SCENES).toHaveLength(8)
  })

  it('[GF2] have no row for two options together, and none of its own for unbind', () => {
    expect(mobileFigures({ keepRecords: true, clearCache: true })).toBeNull()
    expect(mobileFigures({})).toEqual(GUIDE.mobile.standard)
    expect(mobileFigures({ keepRecords: true })).toEqual(GUIDE.mobile.keep)
    expect(mobileFigures({ clearCache: true })).toEqual(GUIDE.mobile.clear)
  })
})
