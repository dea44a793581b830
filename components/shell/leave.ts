/** Ends the session on the server and goes on to `next`. */
export async function leave(next: string): Promise<void> {
  const { signOut } = await import('next-auth/react')
  await signOut({ callbackUrl: next })
}
