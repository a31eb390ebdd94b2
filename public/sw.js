/*
 * Lets the app open without a network. It keeps one page, which holds nothing of anybody, and the files of that page; what a member may
 * still read there comes from the device's own sealed store. Pages, answers of the API and sockets are never kept and never answered from
 * here, so an ended session cannot be shown by it. Everything asks the network first.
 */
const SHELF = 'signoff-offline-1'
const PAGE = '/offline'
const FILES = /(?:\/_next\/)?static\/(?:chunks|css|media)\/[\w./~-]+\.(?:js|css|woff2)/g

/** A clean-up takes the shelf: until a page says `keep` again, nothing is put there. */
let letGo = false
let keeping = Promise.resolve()

self.addEventListener('install', (event) => {
  const kept = keepPage()
  keeping = kept.catch(() => {})
  event.waitUntil(kept.then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith('signoff-offline-') && name !== SHELF))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

/** A page says `keep` when its language or theme changed, or a new version came, and `let go` before it removes what is kept. */
self.addEventListener('message', (event) => {
  if (event.data === 'keep') {
    letGo = false
    keeping = keepPage().catch(() => {})
    event.waitUntil(keeping)
  } else if (event.data === 'let go') {
    letGo = true
    event.waitUntil(keeping.then(() => event.ports[0]?.postMessage('gone')))
  }
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => offline(url)))
  else if (url.pathname.startsWith('/_next/static/')) event.respondWith(fetch(request).catch(() => fromShelf(request)))
})

async function offline(url) {
  if (url.pathname !== PAGE) return Response.redirect(`${PAGE}#${url.pathname}`)
  return fromShelf(PAGE)
}

async function fromShelf(request) {
  return (await (await caches.open(SHELF)).match(request)) ?? Response.error()
}

async function keepPage() {
  const page = await fetch(PAGE, { cache: 'no-store' })
  if (!page.ok || page.redirected) throw new Error('the offline page did not come')
  const html = await page.clone().text()
  const files = new Set((html.match(FILES) ?? []).map((file) => (file.startsWith('/') ? file : `/_next/${file}`)))
  if (letGo) return
  const shelf = await caches.open(SHELF)
  const here = new Set((await shelf.keys()).map(({ url }) => new URL(url).pathname))
  await shelf.addAll([...files].filter((file) => !here.has(file)))
  await shelf.put(PAGE, page)
  for (const path of here) if (path !== PAGE && !files.has(path)) await shelf.delete(path)
}
