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
  /** False: the API failed to answer some of its questions, so it is good for the one who asked, at most. */
  readonly isWhole: boolean;
}

/** From the serving thread: a page to render, what the API said to a question, or that nobody waits for a page any more. */
export type ToRenderer =
  | { readonly type: 'render'; readonly id: number; readonly page: RenderPage }
  | { readonly type: 'answer'; readonly question: number; readonly status: number; readonly body: string }
  | { readonly type: 'abandon'; readonly id: number };

export type FromRenderer =
  | { readonly type: 'ready' }
  | { readonly type: 'question'; readonly question: number; readonly path: string }
  | { readonly type: 'page'; readonly id: number; readonly page: RenderedPage }
  | { readonly type: 'failed'; readonly id: number; readonly reason: string };
