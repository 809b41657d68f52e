import { topic } from '@millrace/contracts';
import { alarmEvents, anomalyEvents, deadLetters, readings, rejectedReadings } from '@millrace/clickhouse';
import type { SinkBlock } from '@millrace/streaming';
import { SinkHandler } from '@millrace/streaming/nest';
import { Controller, Inject } from '@nestjs/common';
import { alarmRows } from './sinks/alarm-rows.ts';
import { anomalyRows } from './sinks/anomaly-rows.ts';
import { BlockWriter } from './sinks/block-writer.ts';
import { deadLetterRows } from './sinks/dead-letter-rows.ts';
import { readingRows } from './sinks/reading-rows.ts';
import { rejectedRows } from './sinks/rejected-rows.ts';

const MIB = 1024 * 1024;
/** Telemetry: large blocks, because ClickHouse pays per block. A block waits at most a second to fill. */
const BULK = { maxRecords: 20_000, maxBytes: 8 * MIB, lingerMs: 1_000 };
/** Events are few and people wait for them. */
const PROMPT = { maxRecords: 5_000, maxBytes: 4 * MIB, lingerMs: 250 };

/**
 * The service's story: five topics become tables. A block of records is decoded, each record becomes rows of its table (one it
 * cannot use becomes a row of `dead_letters`), and the rows are inserted under the block's token: once, however often it is tried.
 */
@Controller()
export class ReportingPipeline {
  readonly #writer: BlockWriter;

  constructor(@Inject(BlockWriter) writer: BlockWriter) {
    this.#writer = writer;
  }

  /** Every reading of every asset → `readings`, and through its views the rollups and the latest values. */
  @SinkHandler({ stream: 'reporting.readings', topics: [topic.telemetryEnriched], ...BULK })
  async readings(block: SinkBlock): Promise<void> {
    await this.#writer.write('reporting.readings', block, readings, readingRows);
  }

  /** What the detector says → `anomaly_events`, of which the view `anomalies` makes the current state. */
  @SinkHandler({ stream: 'reporting.anomalies', topics: [topic.anomaliesEvents], ...PROMPT })
  async anomalies(block: SinkBlock): Promise<void> {
    await this.#writer.write('reporting.anomalies', block, anomalyEvents, anomalyRows);
  }

  /** The life of alarms → `alarm_events`, of which the view `alarms` makes the current state. */
  @SinkHandler({ stream: 'reporting.alarms', topics: [topic.alarmsEvents], ...PROMPT })
  async alarms(block: SinkBlock): Promise<void> {
    await this.#writer.write('reporting.alarms', block, alarmEvents, alarmRows);
  }

  /** Telemetry nobody could use → `rejected_readings`, with its bytes. */
  @SinkHandler({ stream: 'reporting.rejected', topics: [topic.telemetryRejected], ...PROMPT })
  async rejected(block: SinkBlock): Promise<void> {
    await this.#writer.write('reporting.rejected', block, rejectedReadings, rejectedRows);
  }

  /** Records that stopped a stage of any service → `dead_letters`, with their bytes. */
  @SinkHandler({ stream: 'reporting.dead-letters', topics: [topic.deadLetters], ...PROMPT })
  async deadLetters(block: SinkBlock): Promise<void> {
    await this.#writer.write('reporting.dead-letters', block, deadLetters, deadLetterRows);
  }
}
