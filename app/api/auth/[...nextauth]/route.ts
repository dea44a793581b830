import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { readAuthOptions } from '@/lib/people/auth-options'

type Context = { params: Promise<{ nextauth: string[] }> }

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params
  // next-auth lets anybody write to the log there.
  if (nextauth.includes('_log')) return new Response(null, { status: 404 })
  return NextAuth(request as never, context as never, readAuthOptions())
}

export { handle as GET, handle as POST }
