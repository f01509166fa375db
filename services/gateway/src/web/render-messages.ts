import type { WebSettings } from './web-app.ts';

/** A page to be rendered. */
export interface RenderPage {
  /** Path and query. */
  readonly url: string;
  readonly language: string;
  readonly origin: string;
  readonly settings: WebSettings;
}

export interface RenderedPage {
  readonly status: number;
  readonly html: string;
}

/** From the serving thread: a page to render, or what the API said to a question. */
export type ToRenderer =
  | { readonly type: 'render'; readonly id: number; readonly page: RenderPage }
  | { readonly type: 'answer'; readonly question: number; readonly status: number; readonly body: string };

export type FromRenderer =
  | { readonly type: 'question'; readonly question: number; readonly path: string }
  | { readonly type: 'page'; readonly id: number; readonly page: RenderedPage }
  | { readonly type: 'failed'; readonly id: number; readonly reason: string };
