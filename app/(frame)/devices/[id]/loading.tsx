import { Bones } from '#app/_components/bones.tsx'

export default function Loading() {
  return (
    <main className="col lanes-col" id="main">
      <Bones />
    </main>
  )
}
