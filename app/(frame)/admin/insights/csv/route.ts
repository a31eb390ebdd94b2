import { insightsFiltersOf, readInsights } from '#app/_data/insights.ts'
import { insightsCsv } from '#app/_insights/csv.ts'

/** The page's figures as a file; for who may open the page, and as they may see them. */
export async function GET(request: Request): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams)
  const { insights } = await readInsights(insightsFiltersOf(search))
  return new Response(insightsCsv(insights), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="insights-${insights.asOf.slice(0, 10)}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
