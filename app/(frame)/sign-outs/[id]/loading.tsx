import { Bones } from '#app/_components/bones.tsx'

/** Room for the title and the server's fact, then for the lanes. */
export default function Loading() {
  return (
    <main className="col lanes-col" id="main">
      <div aria-hidden="true" className="mb-6">
        <i className="bone mt-2 h-6 w-60 max-w-full" />
        <i className="bone mt-4 w-96 max-w-full" />
      </div>
      <Bones />
    </main>
  )
}
