import type { Decoded } from '@millrace/contracts';
import type { AppendProducer } from '../append/append-producer.ts';
import type { OutRecord } from '../types.ts';
import { TopicTail } from './topic-tail.ts';
import type { TailOptions } from './tail-options.ts';

export interface CommandBusOptions extends Omit<TailOptions, 'topics' | 'apply'> {
  readonly producer: Pick<AppendProducer, 'append'>;
  /** Topics on which the events with a `commandId` come. */
  readonly outcomeTopics: readonly string[];
}

/** The command is in the log and will be decided, but its outcome did not come in time. */
export class CommandTimeout extends Error {
  readonly commandId: string;

  constructor(commandId: string, timeoutMs: number) {
    super(`command ${commandId}: no outcome within ${timeoutMs} ms; it will still be decided`);
    this.name = 'CommandTimeout';
    this.commandId = commandId;
  }
}

/**
 * Request and answer over topics: any instance appends a command, the partition's owner decides it, and the event that carries
 * the command's id is the answer. Every instance hears all outcomes and keeps those it waits for.
 */
export class CommandBus {
  readonly #producer: Pick<AppendProducer, 'append'>;
  readonly #tail: TopicTail;
  readonly #waiting = new Map<string, (outcome: Decoded) => void>();

  constructor(options: CommandBusOptions) {
    const { producer, outcomeTopics, ...tail } = options;
    this.#producer = producer;
    this.#tail = new TopicTail({ ...tail, topics: outcomeTopics, apply: (decoded) => this.#hear(decoded) });
  }

  /** Resolves when outcomes are being heard. Commands may be sent from then on. */
  start(): Promise<void> {
    return this.#tail.start();
  }

  /** `true`, or why no outcome would be heard. */
  health(): true | string {
    return this.#tail.health();
  }

  /**
   * Appends the command and resolves with the first event that carries its id. Rejects with CommandTimeout after `timeoutMs`
   * (of both together), and with what `AppendProducer.append` rejects with.
   */
  async request(command: OutRecord, commandId: string, timeoutMs: number): Promise<Decoded> {
    const outcome = Promise.withResolvers<Decoded>();
    const timer = setTimeout(() => outcome.reject(new CommandTimeout(commandId, timeoutMs)), timeoutMs);
    this.#waiting.set(commandId, outcome.resolve);
    try {
      // The outcome can be there before the append is confirmed; a failed append ends the wait.
      const appended = this.#producer.append(command).then(() => outcome.promise);
      return await Promise.race([outcome.promise, appended]);
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(commandId);
    }
  }

  stop(): Promise<void> {
    return this.#tail.stop();
  }

  #hear(decoded: Decoded): void {
    if (this.#waiting.size === 0 || !('commandId' in decoded.value)) return;
    this.#waiting.get(decoded.value.commandId)?.(decoded);
  }
}
