import type { ClickHouse, ReplayedTable } from '@millrace/clickhouse';
import { topic, type Codecs } from '@millrace/contracts';
import type { SinkBlock } from '@millrace/streaming';
import { BULK, PROMPT } from '../sinks/block-sizes.ts';
import {
  toAlarmEvents,
  toAnomalyEvents,
  toAssetEvents,
  toCorrectionEvents,
  toDeadLetters,
  toReadings,
  toRejectedReadings,
} from '../sinks/destinations.ts';
import type { Decoding, Destination } from '../sinks/destination.ts';
import { writeBlock } from '../sinks/write-block.ts';

export interface BlockParts {
  readonly client: ClickHouse;
  readonly codecs: Decoding & Pick<Codecs, 'prepare'>;
}

/** A projection of one topic in ClickHouse: what the live service does with the topic, and what to compare of it. */
export interface TableProjection {
  /** The live sink. */
  readonly stream: string;
  readonly topic: string;
  readonly blocks: typeof BULK;
  /** The very step of the live sink, into whatever database `client` is connected to. */
  write(parts: BlockParts, block: SinkBlock): Promise<void>;
  readonly table: ReplayedTable;
  /** Tables that views make of `table`. */
  readonly derived: readonly string[];
  /** Other sinks that write to the table, and their topics: what they wrote is kept. */
  readonly alsoWrittenBy: readonly { readonly stream: string; readonly topic: string }[];
}

function projection(
  destination: Destination,
  parts: Omit<TableProjection, 'stream' | 'write' | 'table' | 'derived' | 'alsoWrittenBy'> &
    Partial<Pick<TableProjection, 'derived' | 'alsoWrittenBy'>> &
    Pick<ReplayedTable, 'time' | 'identity'> &
    Partial<ReplayedTable>,
): TableProjection {
  const { derived = [], alsoWrittenBy = [], topic: from, blocks, time, identity, fromTopic = '', instead = {} } = parts;
  return {
    ...{ stream: destination.stream, topic: from, blocks, derived, alsoWrittenBy },
    write: (into, block) => writeBlock(into, destination, block),
    table: { table: destination.table, time, identity, fromTopic, instead },
  };
}

const readings = projection(toReadings, {
  topic: topic.telemetryEnriched,
  blocks: BULK,
  time: 'occurred_at',
  identity: ['reading_index'],
  derived: ['readings_1m', 'readings_1h', 'readings_1d', 'latest_values'],
});
const anomalies = projection(toAnomalyEvents, {
  topic: topic.anomaliesEvents,
  blocks: PROMPT,
  time: 'detected_at',
  identity: ['event_id'],
});
const alarms = projection(toAlarmEvents, {
  topic: topic.alarmsEvents,
  blocks: PROMPT,
  time: 'recorded_at',
  identity: ['event_id'],
});
const assets = projection(toAssetEvents, {
  topic: topic.assetsEvents,
  blocks: PROMPT,
  time: 'occurred_at',
  identity: ['event_id'],
});
const corrections = projection(toCorrectionEvents, {
  topic: topic.correctionsEvents,
  blocks: PROMPT,
  time: 'occurred_at',
  identity: ['event_id'],
});
const rejected = projection(toRejectedReadings, {
  topic: topic.telemetryRejected,
  blocks: PROMPT,
  time: 'received_at',
  identity: ['rejection_id'],
});
const deadLetters = projection(toDeadLetters, {
  topic: topic.deadLetters,
  blocks: PROMPT,
  time: 'source_timestamp',
  identity: ['dead_letter_id'],
  // This service's own dead letters are on no topic: they are made while it reads the others.
  fromTopic: `kafka_topic = '${topic.deadLetters}'`,
  // When this service itself cannot read a dead letter, that is the time of reading it.
  instead: { failed_at: `if(stream = '${toDeadLetters.stream}', toDateTime64(0, 6, 'UTC'), failed_at)` },
  alsoWrittenBy: [readings, anomalies, alarms, assets, corrections, rejected],
});

/** Every projection of this service, by the name that `millrace replay --projection` knows. */
export const PROJECTIONS: Readonly<Record<string, TableProjection>> = {
  ...{ readings, alarms, anomalies, corrections, rejected },
  'asset-history': assets,
  'dead-letters': deadLetters,
};
