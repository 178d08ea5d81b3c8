/** Hears that the app was installed, or upgraded to a new major version. Nothing has to be prepared or migrated yet. */
export const lifecycle = () => Promise.resolve()
