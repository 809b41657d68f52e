import { eventRecord, type Codecs, type Decoded, type EventContract } from '@millrace/contracts';
import { nowMicros, uuidV5, uuidV7 } from '@millrace/platform';
import type { CommandBus } from '@millrace/streaming';
import { writeProblem } from '@millrace/streaming/nest';
import { SOURCE } from '../source.ts';

/** Who asks, and under which key the same request may come again (`Idempotency-Key`). */
export interface Origin {
  readonly tenant: string;
  readonly name: string;
  readonly idempotencyKey: string | undefined;
  /** Places (asset paths) whose assets they may change; [''] is the whole tenant. */
  readonly within: readonly string[];
}

/** What every command says. */
export interface Envelope {
  readonly commandId: string;
  readonly tenant: string;
  readonly expectedVersion: number | null;
  readonly actor: string;
  /** Microseconds. */
  readonly requestedAt: number;
}

/** What it takes to send a command. */
export type Sent = Omit<Envelope, 'expectedVersion' | 'actor'>;

/** @param what the same key asks the same of: the aggregate's kind and id, and what is done to it */
export function envelopeOf(
  { tenant, name, idempotencyKey }: Origin,
  [kind, ...what]: readonly [string, ...string[]],
  expectedVersion: number | undefined,
): Envelope {
  const commandId = idempotencyKey === undefined ? uuidV7() : uuidV5(kind, tenant, name, ...what, idempotencyKey);
  return { commandId, tenant, expectedVersion: expectedVersion ?? null, actor: name, requestedAt: nowMicros() };
}

/** The way to the writers of aggregates and back. */
export interface CommandWay {
  readonly bus: Pick<CommandBus, 'request'>;
  readonly codecs: Pick<Codecs, 'encode'>;
  readonly timeoutMs: number;
}

/**
 * Sends a command to the aggregate of this id, and answers with its outcome.
 * @param advice what to do when the outcome does not come in time
 * @throws ProblemException 503 or 504
 */
export async function sendCommand<T extends Sent>(
  { bus, codecs, timeoutMs }: CommandWay,
  contract: EventContract<T>,
  command: T,
  { id, advice }: { readonly id: string; readonly advice: string },
): Promise<Decoded> {
  const { commandId, tenant, requestedAt } = command;
  const about = { key: `${tenant}/${id}`, id: commandId, source: SOURCE, time: requestedAt };
  const record = eventRecord<T>(codecs, contract, command as NoInfer<T>, about);
  return await bus.request(record, commandId, timeoutMs).catch((error: unknown) => {
    throw writeProblem(error, advice);
  });
}
