/*
 * Lets the app open without a network. It keeps one page, which holds nothing of anybody, and the files of that page; what a member may
 * still read there comes from the device's own sealed store. Pages, answers of the API and sockets are never kept and never answered from
 * here, so an ended session cannot be shown by it. Everything asks the network first.
 */
const SHELF = 'signoff-offline-1'
const PAGE = '/offline'
const FILES = /(?:\/_next\/)?static\/(?:chunks|css|media)\/[\w./~-]+\.(?:js|css|woff2)/g

self.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()))
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

/** A page says so when its language or theme changed, or a new version came. */
self.addEventListener('message', (event) => {
  if (event.data === 'keep') event.waitUntil(keepPage().catch(() => {}))
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
  const shelf = await caches.open(SHELF)
  const here = new Set((await shelf.keys()).map(({ url }) => new URL(url).pathname))
  await shelf.addAll([...files].filter((file) => !here.has(file)))
  await shelf.put(PAGE, page)
  for (const path of here) if (path !== PAGE && !files.has(path)) await shelf.delete(path)
}
