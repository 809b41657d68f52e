import { topic, type Codecs, type Decoded } from '@millrace/contracts';
import type { RuleEvent } from '@millrace/domain';
import type { Logger } from '@millrace/platform';
import type { Readiness } from '@millrace/platform/nest';
import { GlobalTable, type KafkaConnection } from '@millrace/streaming';
import type { OnApplicationShutdown } from '@nestjs/common';
import { CatchUp } from '../catch-up.ts';
import { RuleTable } from './rule-table.ts';

export interface ViewOptions {
  readonly connection: KafkaConnection;
  readonly codecs: Pick<Codecs, 'prepare' | 'decode'>;
  readonly logger: Logger;
  readonly readiness: Readiness;
  onFatal(error: Error): void;
}

/** This instance's copy of all rules: `rules.events` from its beginning, kept up to date. */
export class RulesView implements OnApplicationShutdown {
  readonly rules = new RuleTable();
  readonly caughtUp: CatchUp;
  readonly #table: GlobalTable;
  readonly #waiting = new Map<string, (counted: boolean) => void>();

  constructor(options: ViewOptions) {
    const { readiness, ...rest } = options;
    this.#table = new GlobalTable({ ...rest, topics: [topic.rulesEvents], apply: (decoded) => this.#apply(decoded) });
    this.caughtUp = new CatchUp('rules', this.#table, readiness);
  }

  /** Resolves when an event of ours came back: true if it counts, false if another one had its version first. */
  async seen(eventId: string, timeoutMs: number): Promise<boolean | 'timeout'> {
    return await new Promise((resolve) => {
      const done = (answer: boolean | 'timeout'): void => {
        clearTimeout(timer);
        this.#waiting.delete(eventId);
        resolve(answer);
      };
      const timer = setTimeout(() => done('timeout'), timeoutMs);
      this.#waiting.set(eventId, done);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#table.stop();
  }

  #apply(decoded: Decoded): void {
    const event = ruleEventOf(decoded);
    if (event === undefined) return;
    const counted = this.rules.apply(event);
    this.#waiting.get(event.data.eventId)?.(counted);
  }
}

function ruleEventOf(decoded: Decoded): RuleEvent | undefined {
  switch (decoded.type) {
    case 'AlarmRuleDefined':
      return { type: 'AlarmRuleDefined', data: decoded.value };
    case 'AlarmRuleRetired':
      return { type: 'AlarmRuleRetired', data: decoded.value };
    default:
      return undefined;
  }
}
