export { buildGateway, type GatewayDeps } from './gateway.ts';
