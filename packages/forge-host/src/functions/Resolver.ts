/** Answers the admin page. It has 25 seconds; what takes longer goes to the queue. */
import { getAppContext } from "@forge/api"
import { makeResolver } from "@forge/resolver"

export const resolver = makeResolver({
  state: () => ({ version: getAppContext().appVersion })
})
