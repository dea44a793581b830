/** @type {import('next').NextConfig} */
const nextConfig = {
  // No picture is resized here: the route that would do so answers nothing.
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pino'],
  // Messages are compiled on the server (messages/compile.ts): a browser need not carry the parser, 8 KiB.
  turbopack: { resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  // `npm run typecheck` (part of `npm test`) checks types; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
}

export default nextConfig
