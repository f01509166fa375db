export { type AppOptions, buildApp, serverTimeouts } from './app.ts';
export { createDraining, type Draining, useDraining } from './draining.ts';
export { handleError, problemType, sendProblem, toProblemError } from './error-handler.ts';
export { type HealthCheck, type HealthOptions, healthRoutes, type Readiness } from './health.ts';
export { type HttpKitOptions, httpKit } from './http-kit.ts';
export { createLogger, type Logger, type LogOptions } from './logger.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { type FieldError, ProblemError, type ProblemOptions } from './problem-error.ts';
export { requestIdHeader } from './request-ids.ts';
export { type RequestMetrics, RouteRecorder, requestMetricsOf } from './route-durations.ts';
export { buildServiceApp, type ServiceAppOptions } from './service-app.ts';
export {
  afterHeader,
  expiresAtHeader,
  readTouched,
  type Touch,
  toTouchedHeader,
  touch,
  versionsHeader,
} from './touch.ts';
export { expectedVersion, versionTag } from './version-tag.ts';
