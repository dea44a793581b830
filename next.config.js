/** @type {import('next').NextConfig} */
const nextConfig = {
  // No picture is resized here: the route that would do so answers nothing.
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pino'],
  // Messages are compiled on the server (messages/compile.ts): a browser need not carry the parser, 8 KiB.
  turbopack: { resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  // The list is what is above an instance, for whoever shortens its address.
  redirects: async () => [{ source: '/instances', destination: '/', permanent: false }],
  headers: async () => [
    // A worker goes by the policy that it comes with, and begins by fetching the rest of itself.
    {
      source: '/_next/static/chunks/:worker(turbopack-worker-.*)',
      headers: [
        {
          key: 'Content-Security-Policy',
          value:
            "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        },
      ],
    },
    // Next packs what it sends by its type, but reads that of a route as a list and gives up: a log may be a mebibyte.
    {
      source: '/api/instances/:flowInstId/tasks/:taskInstId/log',
      headers: [{ key: 'Content-Type', value: 'application/json' }],
    },
  ],
  // `npm run typecheck` (part of `npm test`) checks types; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
}

export default nextConfig
