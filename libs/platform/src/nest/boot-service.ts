import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger } from '../logging/logger.ts';
import { failOnUncaught, fatal } from '../lifecycle/fatal.ts';
import type { TelemetrySettings } from '../settings/shapes.ts';
import { startTracing } from '../tracing/start-tracing.ts';
import type { IdentitySettings } from '../identity/identity-settings.ts';
import { createApp } from './create-app.ts';
import { stopOnSignals } from './graceful-stop.ts';

/** The settings every service has (`httpSettings` and `telemetrySettings`). */
export interface BootSettings extends TelemetrySettings, IdentitySettings {
  readonly HTTP_HOST: string;
  readonly HTTP_PORT: number;
  readonly HTTP_BODY_LIMIT_BYTES?: number;
  readonly HTTP_MAX_PENDING_BYTES?: number;
  readonly HTTP_MAX_CONNECTIONS?: number;
  readonly SHUTDOWN_DEADLINE_SECONDS?: number;
}

/** What `connectMicroservice` needs of a transport: Nest's `CustomTransportStrategy`. */
export interface TransportStrategy {
  listen(callback: (...optional: unknown[]) => unknown): unknown;
  close(): unknown;
}

export interface BootOptions {
  readonly service: string;
  readonly settings: BootSettings;
  readonly module: Type | DynamicModule;
  readonly openapi: { title: string; description: string };
  /** The message transport of a hybrid application, made when the providers it needs exist. */
  readonly strategy?: (app: NestFastifyApplication) => TransportStrategy | undefined;
  readonly bodyLimitBytes?: number;
}

/**
 * Starts a service: tracing, then HTTP, so that probes are answered while the service catches up, then its message transport.
 * Anything that fails on the way ends the process with code 1.
 */
export async function bootService(opts: BootOptions): Promise<NestFastifyApplication> {
  const { service, settings } = opts;
  startTracing({
    service,
    endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
    ratio: settings.OTEL_TRACES_SAMPLER_ARG,
  });
  const logger = createLogger({ service, level: settings.LOG_LEVEL });
  failOnUncaught();
  try {
    const { app, readiness, inFlight } = await createApp({
      module: opts.module,
      logger,
      openapi: opts.openapi,
      bodyLimitBytes: opts.bodyLimitBytes ?? settings.HTTP_BODY_LIMIT_BYTES,
      pendingBytes: settings.HTTP_MAX_PENDING_BYTES,
      maxConnections: settings.HTTP_MAX_CONNECTIONS,
      identity: settings,
    });
    const deadlineSeconds = settings.SHUTDOWN_DEADLINE_SECONDS ?? 20;
    let transportUp = opts.strategy === undefined;
    readiness.add('transport', () => transportUp || 'the message transport is starting');
    stopOnSignals({ app, inFlight, readiness, logger, deadlineSeconds });
    const strategy = opts.strategy?.(app);
    if (strategy !== undefined) app.connectMicroservice({ strategy }, { inheritAppConfig: false });
    await app.listen(settings.HTTP_PORT, settings.HTTP_HOST);
    logger.info({ url: await app.getUrl() }, 'listening');
    await app.startAllMicroservices();
    transportUp = true;
    return app;
  } catch (error) {
    fatal(error);
    throw error;
  }
}
