import { createHash } from 'node:crypto';
import {
  DiscardLetter,
  eventRecord,
  ResubmitLetter,
  type Codecs,
  type Decoded,
  type EventContract,
  type Protocol,
} from '@millrace/contracts';
import { nowMicros, uuidV5, uuidV7 } from '@millrace/platform';
import type { CommandBus } from '@millrace/streaming';
import { writeProblem } from '@millrace/streaming/nest';
import { REPAIR_SOURCE } from '../source.ts';
import type { StoredLetter } from '../queries/letters/stored-letter.ts';
import type { Edit } from './edit.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

/** Who asks, why, and under which key the same request may come again (`Idempotency-Key`). */
export interface Origin {
  readonly tenant: string;
  readonly actor: string;
  readonly reason: string;
  readonly expectedVersion: number | undefined;
  readonly idempotencyKey: string | undefined;
}

/** What can be done with a letter: each is a command on `repairs.commands`, done when its outcome is back on `repairs.events`. */
export class LetterCommands {
  readonly #bus: Pick<CommandBus, 'request'>;
  readonly #codecs: Pick<Codecs, 'encode'>;
  readonly #timeoutMs: number;

  constructor(bus: Pick<CommandBus, 'request'>, codecs: Pick<Codecs, 'encode'>, timeoutMs: number) {
    this.#bus = bus;
    this.#codecs = codecs;
    this.#timeoutMs = timeoutMs;
  }

  resubmit(origin: Origin, letter: StoredLetter, edit?: Edit): Promise<Outcome> {
    const { rootId, attempt, kind } = letter;
    const command: ResubmitLetter = {
      ...this.#command(origin, letter, 'resubmit'),
      ...{ rootId, attempt: attempt + 1 },
      stuck: kind === 'dead-letter' ? stuckOf(letter, edit) : null,
      rejected: kind === 'dead-letter' ? null : rejectedOf(letter),
      contentKind: edit?.kind ?? 'ORIGINAL',
      content: edit === undefined ? letter.content : edit.content,
    };
    return this.#send(ResubmitLetter, command);
  }

  discard(origin: Origin, letter: StoredLetter): Promise<Outcome> {
    return this.#send(DiscardLetter, this.#command(origin, letter, 'discard'));
  }

  #command(origin: Origin, { letterId, content }: StoredLetter, verb: string): DiscardLetter {
    const { tenant, actor, reason, expectedVersion, idempotencyKey } = origin;
    const commandId =
      idempotencyKey === undefined ? uuidV7() : uuidV5('repair', tenant, actor, letterId, verb, idempotencyKey);
    const originalSha256 = createHash('sha256')
      .update(content ?? '')
      .digest('hex');
    const asked = { actor, reason, expectedVersion: expectedVersion ?? null, requestedAt: nowMicros() };
    return { commandId, tenant, letterId, ...asked, originalSha256 };
  }

  async #send<T extends DiscardLetter>(contract: EventContract<T>, command: T): Promise<Outcome> {
    const { commandId, tenant, letterId, requestedAt } = command;
    const about = { key: `${tenant}/${letterId}`, id: commandId, source: REPAIR_SOURCE, time: requestedAt };
    const record = eventRecord<T>(this.#codecs, contract, command as NoInfer<T>, about);
    const outcome: Decoded = await this.#bus.request(record, commandId, this.#timeoutMs).catch((error: unknown) => {
      throw writeProblem(error, 'Look at the letter');
    });
    return outcomeOf(outcome);
  }
}

function stuckOf({ stream, topic, key, headers, content }: StoredLetter, edit?: Edit): ResubmitLetter['stuck'] {
  const inWireFormat = content !== null && content.length >= 5 && content[0] === 0;
  const schemaId = inWireFormat ? content.readInt32BE(1) : null;
  return { stream, topic, key, headers, schemaId, schemaName: edit?.schema ?? null };
}

const PROTOCOLS: readonly string[] = ['HTTP', 'MQTT', 'SPARKPLUG'];

function rejectedOf(letter: StoredLetter): ResubmitLetter['rejected'] {
  const { deviceId, protocol, stage, reason, field, failedAtMicros, contentType, places } = letter;
  const known = PROTOCOLS.includes(protocol) ? (protocol as Protocol) : 'UNKNOWN';
  return { deviceId, protocol: known, stage, reason, field, receivedAt: failedAtMicros, contentType, readings: places };
}
