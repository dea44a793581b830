const YEAR_S = 365 * 24 * 3600

/** Tells the server what this person prefers, so that it writes pages that way; readable, as it is nobody's secret. */
export function keepPreference(name: string, value: string): void {
  const isSecure = window.location.protocol === 'https:'
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing where the page is served by plain http.
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_S}; samesite=lax${isSecure ? '; secure' : ''}`
}
