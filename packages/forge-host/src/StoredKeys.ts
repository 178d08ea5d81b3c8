/** Under which keys Forge's stores hold what a site has. */

/** In the secret store only. */
export const clientSecretKey = "client-secret"
