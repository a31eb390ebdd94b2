import { mayEnter } from '#domain/access.ts'
import { RUN_KINDS } from '#domain/exit/run.ts'
import type { Template } from '#domain/exit/procedures.ts'
import { runtime } from '#server/running.ts'
import { requireAdmin } from './admin.ts'

export type TemplateData = { readonly templates: readonly Template[]; readonly mayEdit: boolean }

/** The newest template of each procedure. */
export async function readTemplates(): Promise<TemplateData> {
  const viewer = await requireAdmin('/admin/templates', 'runs')
  const { queries } = runtime()
  const templates = await Promise.all(RUN_KINDS.map((kind) => queries.template(kind)))
  return { templates, mayEdit: mayEnter(viewer, 'policy-edit') }
}
