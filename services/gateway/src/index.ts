export { openUpstream, type Upstream, type UpstreamOptions } from './forwarding/upstream.ts';
export { buildGateway, type ForwardedService, type GatewayDeps } from './gateway.ts';
export type { WebApp, WebSettings } from './web/web-app.ts';
