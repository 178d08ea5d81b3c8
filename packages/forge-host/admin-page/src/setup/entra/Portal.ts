/** Where admins of each Microsoft cloud register apps. Source: learn.microsoft.com/entra/fundamentals, admin centers. */

const hosts: { readonly [cloud: string]: string } = {
  global: "https://entra.microsoft.com",
  usGovernment: "https://entra.microsoft.us"
}

/** The list of app registrations. */
export const portalOf = (cloud: string): string =>
  `${hosts[cloud] ?? hosts["global"]}/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade`
