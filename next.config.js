/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pino'],
  // `npm run typecheck` (part of `npm test`) checks types; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
}

export default nextConfig
