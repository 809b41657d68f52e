import 'reflect-metadata';
import { MessagePattern } from '@nestjs/microservices';
import type { Batch, SinkBlock, SinkSpec, StreamSpec } from '../types.ts';

/** Marks a transport's handlers, so that a hybrid application with another transport leaves them alone. */
export const KAFKA_BATCH = Symbol('millrace.kafka-batch');

/** What the strategy reads from a handler's extras. */
export type HandlerExtras =
  { readonly role: 'stream'; readonly spec: StreamSpec } | { readonly role: 'sink'; readonly spec: SinkSpec };

/**
 * What became of a handler's call, handed through Nest as a value: Nest's RPC layer would replace a thrown error by "Internal
 * server error" and lose its type. Anything else coming back means that the method did not run.
 */
export class HandlerOutcome {
  readonly error: unknown;
  readonly failed: boolean;

  constructor(failed: boolean, error?: unknown) {
    this.failed = failed;
    this.error = error;
  }
}

type Method<A extends unknown[]> = (...args: A) => Promise<void> | void;
type MethodDecoratorOf<A extends unknown[]> = <M extends Method<A>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** Makes a controller method the handler of a Kafka → Kafka stage: exactly-once batches of one partition. */
export function StreamHandler(spec: StreamSpec): MethodDecoratorOf<[batch: Batch]> {
  return decorate<[batch: Batch]>(`stream:${spec.stream}`, { role: 'stream', spec });
}

/** Makes a controller method the handler of a sink: blocks whose token is the same at every attempt. */
export function SinkHandler(spec: SinkSpec): MethodDecoratorOf<[block: SinkBlock, signal: AbortSignal]> {
  return decorate<[block: SinkBlock, signal: AbortSignal]>(`sink:${spec.stream}`, { role: 'sink', spec });
}

function decorate<A extends unknown[]>(pattern: string, extras: HandlerExtras): MethodDecoratorOf<A> {
  return (target, key, descriptor) => {
    const original = descriptor.value as Method<A> | undefined;
    if (original === undefined) throw new TypeError(`${String(key)} is not a method`);
    // Nest passes a handler its first argument only, so the arguments travel as one.
    const guarded = async function (this: unknown, args: A): Promise<HandlerOutcome> {
      try {
        await original.apply(this, args);
        return new HandlerOutcome(false);
      } catch (error) {
        return new HandlerOutcome(true, error);
      }
    };
    Object.assign(descriptor, { value: guarded });
    MessagePattern(pattern, KAFKA_BATCH, extras)(target, key, descriptor);
  };
}
