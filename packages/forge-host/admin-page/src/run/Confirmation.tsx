/** Where it was before other views needed it too. */
export { Confirmation } from "../frame/Confirmation.tsx"
