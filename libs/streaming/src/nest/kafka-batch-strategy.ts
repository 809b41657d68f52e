import type { Codecs } from '@millrace/contracts';
import type { Logger } from '@millrace/platform';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { SinkRunner } from '../sink/sink-runner.ts';
import { StreamRunner } from '../stream/stream-runner.ts';
import type { KafkaConnection, SinkBlockHandler } from '../types.ts';
import { HandlerOutcome, KAFKA_BATCH, type HandlerExtras } from './handlers.ts';

export interface KafkaBatchStrategyOptions {
  readonly connection: KafkaConnection;
  readonly service: string;
  readonly codecs: Pick<Codecs, 'encode' | 'prepare'>;
  readonly logger: Logger;
  /** Called when a runner cannot go on: the process must exit with a code other than 0. */
  onFatal(error: Error): void;
  /** What the streams wait for before they start. */
  readonly before?: (() => Promise<unknown>) | undefined;
  /** What ends with the streams, after the last of them. */
  readonly after?: (() => Promise<unknown>) | undefined;
  /** How long a stop may take to finish what is in hand, milliseconds. Default 15,000. */
  readonly stopDeadlineMs?: number;
}

/**
 * Nest's side of the runners: finds the `@StreamHandler` and `@SinkHandler` methods, starts a runner for each, and stops them
 * with the application. Nest does wiring and lifecycle; its own Kafka transport hands over one message at a time.
 */
export class KafkaBatchStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = KAFKA_BATCH;
  readonly #options: KafkaBatchStrategyOptions;
  #runners: (StreamRunner | SinkRunner)[] = [];

  constructor(options: KafkaBatchStrategyOptions) {
    super();
    this.#options = options;
  }

  /** Starts all runners; calls back when each has joined its group, or with the error that kept one from it. */
  listen(callback: (error?: unknown) => void): void {
    this.#start().then(() => callback(), callback);
  }

  async #start(): Promise<void> {
    await this.#options.before?.();
    this.#runners = [...this.messageHandlers.values()].flatMap((handler) => this.#runnersFor(handler));
    await Promise.all(this.#runners.map((runner) => runner.start()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.stop(this.#options.stopDeadlineMs ?? 15_000)));
    await this.#options.after?.();
  }

  /** `true`, or what does not work; for the readiness check. */
  health(): true | string {
    for (const runner of this.#runners) {
      const health = runner.health();
      if (health !== true) return health;
    }
    return this.#runners.length > 0 || 'not started';
  }

  override on(): never {
    throw new Error('this transport has no events; see health()');
  }

  override unwrap<T>(): T {
    return this.#runners as T;
  }

  #runnersFor(handler: MessageHandler): (StreamRunner | SinkRunner)[] {
    const extras = handler.extras as HandlerExtras | undefined;
    if (extras?.role === 'stream') {
      return [new StreamRunner({ ...this.#options, spec: extras.spec, handler: (batch) => call(handler, [batch]) })];
    }
    if (extras?.role === 'sink') {
      const { spec } = extras;
      const insert: SinkBlockHandler = (block, signal) => call(handler, [block, signal]);
      const member = (): SinkRunner => new SinkRunner({ ...this.#options, spec, handler: insert });
      return Array.from({ length: spec.members ?? 1 }, member);
    }
    throw new Error('handlers of this transport are marked with @StreamHandler or @SinkHandler');
  }
}

/** Calls through Nest and throws what the method threw; a guard or interceptor that kept it from running is an error too. */
async function call(handler: MessageHandler, args: readonly unknown[]): Promise<void> {
  const answer: unknown = await handler(args);
  const outcome: unknown = isObservable(answer) ? await lastValueFrom(answer) : answer;
  if (!(outcome instanceof HandlerOutcome))
    throw new Error('Nest answered in place of the handler (a guard, a filter?)');
  if (outcome.failed) throw outcome.error;
}
