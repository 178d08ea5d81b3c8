/** The decoded segments of a URL's path; `undefined` when its percent-encoding is broken. */
export const pathSegments = (url: URL): ReadonlyArray<string> | undefined => {
  try {
    return url.pathname.split("/").slice(1).map(decodeURIComponent)
  } catch {
    return undefined
  }
}
