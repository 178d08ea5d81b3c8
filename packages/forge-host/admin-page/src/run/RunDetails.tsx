export const RunDetails = ({ runId }: { readonly runId: string }) => <p>{runId}</p>
