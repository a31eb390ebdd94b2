import type { ApiResponse, Problem } from './api.ts'
import type { ServedCompany } from './served-company.ts'
import type { TestDevice } from './test-device.ts'

/** One of each who administers, and their calls: an administrator of all, one of a department alone, and HR. */
export async function administrators({ firm, http }: Pick<ServedCompany, 'firm' | 'http'>) {
  const sales = await firm.department('销售部')
  const as = async (name: string, body: Record<string, unknown>) => firm.device(await firm.member(name, body))
  return {
    sales,
    admin: await as('张伟', { roles: ['admin'] }),
    scoped: await as('李强', { roles: ['admin'], scope: sales, departmentId: sales }),
    hr: await as('王敏', { roles: ['hr'] }),
    /** A member with a laptop. */
    worker: async (departmentId: string | null = null): Promise<TestDevice> =>
      firm.device(await firm.member('员工', { departmentId }), { name: 'Laptop' }),
    /** @param path below `/api/v1/admin` */
    call: <Body = Problem>(
      by: TestDevice,
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<ApiResponse<Body>> =>
      http.send<Body>(method, `/api/v1/admin${path}`, body, { token: by.token, headers }),
  }
}
