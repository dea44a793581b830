const NAME = 'flowstop.session'

/** Tells the other tabs of this browser that there is a new session. */
export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(NAME)
  channel.postMessage(null)
  channel.close()
}

/** Returns how to stop listening. */
export function onNewSession(listener: () => void): () => void {
  const channel = new BroadcastChannel(NAME)
  channel.onmessage = listener
  return () => channel.close()
}
