import { topic } from '@millrace/contracts';
import type { SinkBlock } from '@millrace/streaming';
import { SinkHandler } from '@millrace/streaming/nest';
import { Controller, Inject } from '@nestjs/common';
import { BULK, PROMPT } from './sinks/block-sizes.ts';
import { BlockWriter } from './sinks/block-writer.ts';
import {
  toAlarmEvents,
  toAnomalyEvents,
  toAssetEvents,
  toAuditEvents,
  toCorrectionEvents,
  toDeadLetters,
  toLedger,
  toReadings,
  toRejectedReadings,
  toRepairEvents,
} from './sinks/destinations.ts';

/**
 * The service's story: ten topics become tables. A block of records is decoded, each record becomes rows of its table (one it
 * cannot use becomes a row of `dead_letters`), and the rows are inserted under the block's token: once, however often it is tried.
 */
@Controller()
export class ReportingPipeline {
  readonly #writer: BlockWriter;

  constructor(@Inject(BlockWriter) writer: BlockWriter) {
    this.#writer = writer;
  }

  /** Every reading of every asset → `readings`, and through its views the rollups and the latest values. */
  @SinkHandler({ stream: toReadings.stream, topics: [topic.telemetryEnriched], ...BULK, members: 2 })
  async readings(block: SinkBlock, signal: AbortSignal): Promise<void> {
    await this.#writer.write(toReadings, block, signal);
  }

  /** What the detector says → `anomaly_events`, of which the view `anomalies` makes the current state. */
  @SinkHandler({ stream: toAnomalyEvents.stream, topics: [topic.anomaliesEvents], ...PROMPT })
  async anomalies(block: SinkBlock, signal: AbortSignal): Promise<void> {
    await this.#writer.write(toAnomalyEvents, block, signal);
  }

  /** The life of alarms → `alarm_events`, of which the view `alarms` makes the current state. */
  @SinkHandler({ stream: toAlarmEvents.stream, topics: [topic.alarmsEvents], ...PROMPT })
  async alarms(block: SinkBlock, signal: AbortSignal): Promise<void> {
    await this.#writer.write(toAlarmEvents, block, signal);
  }

  /** The history of the registry → `asset_events`, from which `plant/` folds the registry as it was at any instant. */
  @SinkHandler({ stream: toAssetEvents.stream, topics: [topic.assetsEvents], ...PROMPT })
  async assets(block: SinkBlock, signal: AbortSignal): Promise<void> {
    await this.#writer.write(toAssetEvents, block, signal);
  }

  /** What people decided about wrong readings → `correction_events`, of which views make readings and rollups as corrected. */
  @SinkHandler({ stream: toCorrectionEvents.stream, topics: [topic.correctionsEvents], ...PROMPT })
  async corrections(block: SinkBlock, signal: AbortSignal): Promise<void> {
    await this.#writer.write(toCorrectionEvents, block, signal);
  }

  /** Telemetry nobody could use → `rejected_readings`, with its bytes. */
  @SinkHandler({ stream: toRejectedReadings.stream, topics: [topic.telemetryRejected], ...PROMPT })
  async rejected(block: SinkBlock, signal: AbortSignal): Promise<void> {
    await this.#writer.write(toRejectedReadings, block, signal);
  }

  /** Records that stopped a stage of any service → `dead_letters`, with their bytes. */
  @SinkHandler({ stream: toDeadLetters.stream, topics: [topic.deadLetters], ...PROMPT })
  async deadLetters(block: SinkBlock, signal: AbortSignal): Promise<void> {
    await this.#writer.write(toDeadLetters, block, signal);
  }

  /** What people decided about letters → `repair_events`. */
  @SinkHandler({ stream: toRepairEvents.stream, topics: [topic.repairsEvents], ...PROMPT })
  async repairs(block: SinkBlock, signal: AbortSignal): Promise<void> {
    await this.#writer.write(toRepairEvents, block, signal);
  }

  /** Who did what → `audit_events`. */
  @SinkHandler({ stream: toAuditEvents.stream, topics: [topic.auditEvents], ...PROMPT })
  async audit(block: SinkBlock, signal: AbortSignal): Promise<void> {
    await this.#writer.write(toAuditEvents, block, signal);
  }

  /** What every hop counted → `ledger`; `ledger/` compares it with what the other tables hold. */
  @SinkHandler({ stream: toLedger.stream, topics: [topic.telemetryLedger], ...PROMPT })
  async ledger(block: SinkBlock, signal: AbortSignal): Promise<void> {
    await this.#writer.write(toLedger, block, signal);
  }
}
