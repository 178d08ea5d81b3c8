export const PlanView = ({ planId }: { readonly planId: string }) => <p>{planId}</p>
