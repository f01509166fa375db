import { Component, type ReactNode } from 'react';
import { NotFound } from './not-found.tsx';

interface PageBoundaryProps {
  /** Another one is a new start. */
  readonly path: string;
  readonly children: ReactNode;
}

/** What a part of a page cannot do, such as arrive without a connection, costs that page and not the frame around it. */
export class PageBoundary extends Component<PageBoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidUpdate({ path }: PageBoundaryProps): void {
    if (this.state.isBroken && path !== this.props.path) this.setState({ isBroken: false });
  }

  override render(): ReactNode {
    return this.state.isBroken ? <NotFound isBroken /> : this.props.children;
  }
}
