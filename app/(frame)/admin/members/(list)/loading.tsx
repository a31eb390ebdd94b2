import { AdminLoading } from '#app/_admin/admin-loading.tsx'

export default function Loading() {
  return <AdminLoading name="members" />
}
