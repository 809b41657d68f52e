import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Logger } from '../logging/logger.ts';
import { announceStop, stopping } from '../lifecycle/stopping.ts';
import { currentTracing } from '../tracing/start-tracing.ts';
import type { Readiness } from './readiness.ts';

/** Counts requests being answered, so that a stop can wait for them before anything they use is closed. */
export class InFlight {
  #count = 0;
  #idle: (() => void) | undefined;

  register(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (_request, reply, done) => {
      this.begin();
      // 'close' comes once for every response, also for one whose client went away (onResponse does not).
      reply.raw.once('close', () => this.end());
      if (stopping.aborted) void reply.header('connection', 'close');
      done();
    });
  }

  /** Counts a request, until its response is closed. */
  begin(): void {
    this.#count += 1;
  }

  end(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#idle?.();
  }

  /** Resolves when no request is being answered. */
  async idle(): Promise<void> {
    if (this.#count > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
  }
}

/**
 * The order of a stop: not ready; stop accepting; finish what was accepted; close the application (consumers, producers);
 * send the last spans. Requests that are still running when half the deadline is over are cut off.
 */
export async function stopGracefully(
  app: NestFastifyApplication,
  inFlight: InFlight,
  deadlineSeconds: number,
): Promise<void> {
  announceStop();
  const server = app.getHttpServer();
  server.close();
  server.closeIdleConnections();
  const cutOff = setTimeout(() => server.closeAllConnections(), deadlineSeconds * 500);
  await inFlight.idle();
  clearTimeout(cutOff);
  server.closeAllConnections();
  await app.close();
  await currentTracing()?.shutdown();
}

/** SIGTERM and SIGINT stop the process: 0 when everything was finished in time, 1 when the deadline passed. */
export function stopOnSignals(opts: {
  app: NestFastifyApplication;
  inFlight: InFlight;
  readiness: Readiness;
  logger: Logger;
  deadlineSeconds: number;
}): void {
  let begun = false;
  const stop = (signal: string): void => {
    if (begun) return;
    begun = true;
    const { app, inFlight, readiness, logger, deadlineSeconds } = opts;
    logger.info({ signal, deadlineSeconds }, 'stopping');
    readiness.add('process', () => 'stopping');
    setTimeout(() => {
      logger.error({ deadlineSeconds }, 'could not stop in time');
      process.exit(1);
    }, deadlineSeconds * 1_000).unref();
    stopGracefully(app, inFlight, deadlineSeconds).then(
      () => {
        logger.info('stopped');
        process.exit(0);
      },
      (err: unknown) => {
        logger.error({ err }, 'stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
