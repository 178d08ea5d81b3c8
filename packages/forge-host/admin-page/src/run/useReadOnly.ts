/** Where it was before other views needed it too. */
export { useReadOnly } from "../api/useReadOnly.ts"
