import "@atlaskit/css-reset"
import "./frame/Frame.css"
import { view } from "@forge/bridge"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./App.tsx"

void view.theme.enable()

const root = document.getElementById("root")
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>
  )
}
