// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';

/** Who counted. FRONT_DOOR: ingestion, what it acknowledged. ENRICHMENT: enrichment, what it consumed of telemetry.received and what became of it, in the transaction that made it so. UNKNOWN: a hop of a newer release. */
export const LEDGER_HOP_SYMBOLS = ['FRONT_DOOR', 'ENRICHMENT', 'UNKNOWN'] as const;
/** Who counted. FRONT_DOOR: ingestion, what it acknowledged. ENRICHMENT: enrichment, what it consumed of telemetry.received and what became of it, in the transaction that made it so. UNKNOWN: a hop of a newer release. */
export type LedgerHop = (typeof LEDGER_HOP_SYMBOLS)[number];

/** Which numbers. CLIENT_SEQUENCE: `sequence` of JSON messages, a counter of the device. SPARKPLUG_SEQ: seq of an edge node since its birth. GATEWAY_BUFFER: numbers of a gateway's buffer as it reports them; the entry has the ranges that came, not those that are missing. UNKNOWN: a kind of a newer release. */
export const LEDGER_NUMBERS_KIND_SYMBOLS = ['CLIENT_SEQUENCE', 'SPARKPLUG_SEQ', 'GATEWAY_BUFFER', 'UNKNOWN'] as const;
/** Which numbers. CLIENT_SEQUENCE: `sequence` of JSON messages, a counter of the device. SPARKPLUG_SEQ: seq of an edge node since its birth. GATEWAY_BUFFER: numbers of a gateway's buffer as it reports them; the entry has the ranges that came, not those that are missing. UNKNOWN: a kind of a newer release. */
export type LedgerNumbersKind = (typeof LEDGER_NUMBERS_KIND_SYMBOLS)[number];

/** What is known of the numbers the source gives its messages, up to this entry. */
export interface LedgerNumbers {
  /** Which numbers. */
  readonly kind: LedgerNumbersKind;
  /** Highest number that came. */
  readonly last: number;
  /** Numbers that are missing at the moment; 0 for GATEWAY_BUFFER, where the ranges of several entries tell. */
  readonly missing: number;
  /** When the oldest of them showed to be missing; null when none is. Microseconds since 1970 UTC. */
  readonly missingSince: number | null;
  /** Pairs of first and last number: what is missing (as far as remembered), or for GATEWAY_BUFFER what came. */
  readonly ranges: readonly number[];
  /** Messages whose number had come before, since the source was first seen. */
  readonly repeats: number;
  /** How often the source began to count anew. */
  readonly resets: number;
  /** GATEWAY_BUFFER: messages the gateway still had to send; null for the others. */
  readonly pending: number | null;
}

/** What was counted of one source in one slot. Counts are messages unless the name says otherwise. */
export interface LedgerLine {
  /** Device; the edge node for Sparkplug sequence numbers, the gateway for those of its buffer. Empty when a refused message named none. */
  readonly source: string;
  /** Start of the ten seconds in which ingestion received what is counted here. Microseconds since 1970 UTC. */
  readonly slotStart: number;
  /** Records of telemetry.received: acknowledged, or consumed. */
  readonly messages: number;
  /** Readings in these messages. */
  readonly readings: number;
  /** ENRICHMENT: readings written to telemetry.enriched, one for each reading and asset: so many rows must be in `readings`. */
  readonly rows: number;
  /** Records written to telemetry.rejected: so many rows must be in `rejected_readings`. */
  readonly rejections: number;
  /** ENRICHMENT: readings that are bound to no asset. */
  readonly refusedReadings: number;
  /** ENRICHMENT: messages dropped because their event id had been seen. */
  readonly duplicates: number;
  /** ENRICHMENT: messages sent to dead.letters: so many rows must be in `dead_letters`. Their slot is that of the Kafka timestamp. */
  readonly deadLetters: number;
  /** Highest offset on telemetry.received counted in this line, -1 for none. */
  readonly lastOffset: number;
  /** Sequence accounting; null when the source gave no numbers in the interval. */
  readonly numbers: LedgerNumbers | null;
}

/** What one hop counted since it last said so, by source and by the ten seconds (slot) in which ingestion received it. Sums over all intervals are what the hop did; how it was cut into intervals means nothing (docs/adr/0011). */
export interface LedgerIntervalClosed {
  /** Identity of the entry, a UUID. An entry that came twice counts once. */
  readonly entryId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Who counted. */
  readonly hop: LedgerHop;
  /** Partition of telemetry.received the lines are about; second part of the Kafka key. -1 for lines about no partition (refused at the front door, sequence numbers). */
  readonly partition: number;
  /** ENRICHMENT: first offset of the interval; intervals of a partition follow one another. FRONT_DOOR: lowest offset acknowledged, -1 for none. */
  readonly fromOffset: number;
  /** ENRICHMENT: last offset of the interval: everything up to it has been accounted for. FRONT_DOOR: highest offset acknowledged, -1 for none. */
  readonly throughOffset: number;
  /** ENRICHMENT: offsets of the interval at which the log had no record any more; telemetry.received has none of its own accord. */
  readonly absentOffsets: number;
  /** When the interval was closed, clock of the service. Microseconds since 1970 UTC. */
  readonly closedAt: number;
  /** One line a source and slot; at least one. */
  readonly lines: readonly LedgerLine[];
}

/** What one hop counted since it last said so, by source and by the ten seconds (slot) in which ingestion received it. Sums over all intervals are what the hop did; how it was cut into intervals means nothing (docs/adr/0011). */
export const LedgerIntervalClosed: EventContract<LedgerIntervalClosed> = /* @__PURE__ */ defineContract<LedgerIntervalClosed>({
  name: 'LedgerIntervalClosed',
  fullName: 'io.millrace.ledger.v1.LedgerIntervalClosed',
  topic: 'telemetry.ledger',
  schemaJson: "{\"type\":\"record\",\"name\":\"LedgerIntervalClosed\",\"namespace\":\"io.millrace.ledger.v1\",\"doc\":\"What one hop counted since it last said so, by source and by the ten seconds (slot) in which ingestion received it. Sums over all intervals are what the hop did; how it was cut into intervals means nothing (docs/adr/0011).\",\"fields\":[{\"name\":\"entryId\",\"type\":\"string\",\"doc\":\"Identity of the entry, a UUID. An entry that came twice counts once.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"hop\",\"type\":{\"type\":\"enum\",\"name\":\"LedgerHop\",\"doc\":\"Who counted. FRONT_DOOR: ingestion, what it acknowledged. ENRICHMENT: enrichment, what it consumed of telemetry.received and what became of it, in the transaction that made it so. UNKNOWN: a hop of a newer release.\",\"symbols\":[\"FRONT_DOOR\",\"ENRICHMENT\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"Who counted.\"},{\"name\":\"partition\",\"type\":\"int\",\"doc\":\"Partition of telemetry.received the lines are about; second part of the Kafka key. -1 for lines about no partition (refused at the front door, sequence numbers).\"},{\"name\":\"fromOffset\",\"type\":\"long\",\"doc\":\"ENRICHMENT: first offset of the interval; intervals of a partition follow one another. FRONT_DOOR: lowest offset acknowledged, -1 for none.\"},{\"name\":\"throughOffset\",\"type\":\"long\",\"doc\":\"ENRICHMENT: last offset of the interval: everything up to it has been accounted for. FRONT_DOOR: highest offset acknowledged, -1 for none.\"},{\"name\":\"absentOffsets\",\"type\":\"long\",\"doc\":\"ENRICHMENT: offsets of the interval at which the log had no record any more; telemetry.received has none of its own accord.\"},{\"name\":\"closedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the interval was closed, clock of the service. Microseconds since 1970 UTC.\"},{\"name\":\"lines\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"LedgerLine\",\"doc\":\"What was counted of one source in one slot. Counts are messages unless the name says otherwise.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"Device; the edge node for Sparkplug sequence numbers, the gateway for those of its buffer. Empty when a refused message named none.\"},{\"name\":\"slotStart\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"Start of the ten seconds in which ingestion received what is counted here. Microseconds since 1970 UTC.\"},{\"name\":\"messages\",\"type\":\"long\",\"doc\":\"Records of telemetry.received: acknowledged, or consumed.\"},{\"name\":\"readings\",\"type\":\"long\",\"doc\":\"Readings in these messages.\"},{\"name\":\"rows\",\"type\":\"long\",\"doc\":\"ENRICHMENT: readings written to telemetry.enriched, one for each reading and asset: so many rows must be in `readings`.\"},{\"name\":\"rejections\",\"type\":\"long\",\"doc\":\"Records written to telemetry.rejected: so many rows must be in `rejected_readings`.\"},{\"name\":\"refusedReadings\",\"type\":\"long\",\"doc\":\"ENRICHMENT: readings that are bound to no asset.\"},{\"name\":\"duplicates\",\"type\":\"long\",\"doc\":\"ENRICHMENT: messages dropped because their event id had been seen.\"},{\"name\":\"deadLetters\",\"type\":\"long\",\"doc\":\"ENRICHMENT: messages sent to dead.letters: so many rows must be in `dead_letters`. Their slot is that of the Kafka timestamp.\"},{\"name\":\"lastOffset\",\"type\":\"long\",\"doc\":\"Highest offset on telemetry.received counted in this line, -1 for none.\"},{\"name\":\"numbers\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"LedgerNumbers\",\"doc\":\"What is known of the numbers the source gives its messages, up to this entry.\",\"fields\":[{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"LedgerNumbersKind\",\"doc\":\"Which numbers. CLIENT_SEQUENCE: `sequence` of JSON messages, a counter of the device. SPARKPLUG_SEQ: seq of an edge node since its birth. GATEWAY_BUFFER: numbers of a gateway's buffer as it reports them; the entry has the ranges that came, not those that are missing. UNKNOWN: a kind of a newer release.\",\"symbols\":[\"CLIENT_SEQUENCE\",\"SPARKPLUG_SEQ\",\"GATEWAY_BUFFER\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"Which numbers.\"},{\"name\":\"last\",\"type\":\"long\",\"doc\":\"Highest number that came.\"},{\"name\":\"missing\",\"type\":\"long\",\"doc\":\"Numbers that are missing at the moment; 0 for GATEWAY_BUFFER, where the ranges of several entries tell.\"},{\"name\":\"missingSince\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}],\"default\":null,\"doc\":\"When the oldest of them showed to be missing; null when none is. Microseconds since 1970 UTC.\"},{\"name\":\"ranges\",\"type\":{\"type\":\"array\",\"items\":\"long\"},\"doc\":\"Pairs of first and last number: what is missing (as far as remembered), or for GATEWAY_BUFFER what came.\"},{\"name\":\"repeats\",\"type\":\"long\",\"doc\":\"Messages whose number had come before, since the source was first seen.\"},{\"name\":\"resets\",\"type\":\"long\",\"doc\":\"How often the source began to count anew.\"},{\"name\":\"pending\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"GATEWAY_BUFFER: messages the gateway still had to send; null for the others.\"}]}],\"default\":null,\"doc\":\"Sequence accounting; null when the source gave no numbers in the interval.\"}]}},\"doc\":\"One line a source and slot; at least one.\"}]}",
});
