/** Keeps a view that breaks, or that could not be loaded, from taking the rest of the page with it. */
import Button from "@atlaskit/button/new"
import { Component, type ReactNode } from "react"
import { EmptyState } from "./EmptyState.tsx"

export interface FenceProps {
  readonly title: string
  readonly detail: string
  readonly reload: string
  readonly children: ReactNode
}

export class Fence extends Component<FenceProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    const { children, detail, reload, title } = this.props
    if (!this.state.isBroken) return children
    return (
      <div role="alert">
        <EmptyState
          title={title}
          detail={detail}
          action={<Button onClick={() => window.location.reload()}>{reload}</Button>}
        />
      </div>
    )
  }
}
