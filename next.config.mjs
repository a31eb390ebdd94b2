import createNextIntlPlugin from 'next-intl/plugin'

// Messages are compiled at build time, so that no ICU parser goes to the browser.
const withMessages = createNextIntlPlugin({
  requestConfig: './app/i18n/request.ts',
  experimental: {
    messages: { path: './app/messages', format: 'json', locales: 'infer', precompile: true },
  },
})

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // What the server room uses comes from node_modules at run time; Next bundles only our own code.
  serverExternalPackages: ['better-sqlite3', '@node-rs/argon2', 'pg', 'pino', 'prom-client', 'socket.io', 'pinyin-pro'],
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // What next-intl adds for the browser are checks of a development build, and formatters that no page uses.
  turbopack: { resolveAlias: { 'next-intl': { browser: 'use-intl' } } },
}

export default withMessages(config)
