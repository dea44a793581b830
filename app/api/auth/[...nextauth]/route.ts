import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { readAuthOptions } from '@/lib/people/auth-options'

type Context = { params: Promise<{ nextauth: string[] }> }

async function handle(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request as never, context as never, readAuthOptions())
}

export { handle as GET, handle as POST }
