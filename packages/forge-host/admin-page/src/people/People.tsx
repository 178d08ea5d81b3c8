export const People = ({ accountId }: { readonly accountId: string | null }) => <p>{accountId}</p>
