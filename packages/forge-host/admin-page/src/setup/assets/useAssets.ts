/** What is in Assets, as each of those sees it in whose name the app could ask. */
import type { AssetsReport } from "@entra-assets/forge-host/app/SetupReport"
import { useQuery } from "@tanstack/react-query"
import { ask } from "../../api/Ask.ts"

/** It takes a dozen requests to Assets, so it is asked once, and again when the admin says so or has changed something. */
export const useAssets = (isEnabled: boolean) =>
  useQuery<AssetsReport>({
    queryKey: ["assets", {}],
    queryFn: () => ask("assets", {}),
    enabled: isEnabled,
    staleTime: Infinity,
    refetchInterval: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false
  })
