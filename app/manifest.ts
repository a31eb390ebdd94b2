import type { MetadataRoute } from 'next'

/** What a phone or an iPad needs to install the pages as an app. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Signoff',
    short_name: 'Signoff',
    start_url: '/devices',
    scope: '/',
    display: 'standalone',
    background_color: '#f7f8f9',
    theme_color: '#f7f8f9',
    icons: [
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  }
}
