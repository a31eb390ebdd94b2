import { createConnection, createServer, type Socket } from 'node:net'

/** A balancer as simple as can be: each connection to the next node, past those that do not answer. It knows no client and no session. */
export interface Balancer {
  readonly url: string
  /** Where connections go from now on. */
  to(ports: readonly number[]): void
  close(): Promise<void>
}

export async function openBalancer(port: number): Promise<Balancer> {
  let nodes: readonly number[] = []
  let turn = 0
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  }
  function connect(client: Socket, tries: number): void {
    const node = nodes[(turn += 1) % nodes.length]
    if (node === undefined || tries === 0) return void client.destroy()
    const server = createConnection(node, '127.0.0.1')
    const next = () => connect(client, tries - 1)
    server.once('error', next)
    server.once('connect', () => {
      server.off('error', next)
      keep(server)
      server.on('close', () => client.destroy())
      client.on('close', () => server.destroy())
      client.pipe(server).pipe(client)
    })
  }
  const server = createServer((client) => {
    keep(client)
    connect(client, nodes.length)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    to: (ports) => void (nodes = ports),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        sockets.forEach((socket) => socket.destroy())
      }),
  }
}
