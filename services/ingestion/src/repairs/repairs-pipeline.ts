import { topic, type Codecs } from '@millrace/contracts';
import type { ReadingRules } from '@millrace/domain';
import { runSteps, type Batch } from '@millrace/streaming';
import { StreamHandler } from '@millrace/streaming/nest';
import { Controller, Inject, type Type } from '@nestjs/common';
import { EventLog } from '../event-log.ts';
import { letterStore } from './letter-store.ts';
import { repairStep } from './repair-step.ts';

/** The story of a repair (docs/adr/0012). A class of its own per process, because the rules come from the settings. */
export function repairsPipeline(codecs: Codecs, rules: ReadingRules): Type {
  @Controller()
  class RepairsPipeline {
    readonly #log: EventLog;

    constructor(@Inject(EventLog) log: EventLog) {
      this.#log = log;
    }

    /**
     * A command comes in on `repairs.commands`.
     * 1. What is to go in again is made into records, by the steps that live data takes, or is found to break a rule.
     * 2. The letter decides: resubmitted, discarded, or refused with a reason.
     * 3. The records go where they came from, the outcome to `repairs.events`, and who did it to `audit.events`: in one transaction.
     */
    @StreamHandler({ stream: 'ingestion.repairs', topics: [topic.repairsCommands], stores: [letterStore] })
    async repairs(batch: Batch): Promise<void> {
      const parts = { codecs, rules, log: this.#log };
      await runSteps(batch, codecs, (decoded, record) => repairStep(parts, batch, decoded, record));
    }
  }
  return RepairsPipeline;
}
