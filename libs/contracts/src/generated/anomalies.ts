// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';

/** An anomaly is over: the metric behaves as expected again. */
export interface AnomalyClosed {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Anomaly, a UUID made from what opened it; opening, updates and closing share it. */
  readonly anomalyId: string;
  /** Asset the metric belongs to; second part of the Kafka key. */
  readonly assetId: string;
  /** Path from the root of the hierarchy to the asset when the record was written, segments joined by "/", e.g. "acme/hamburg/press-shop/line-2/press-7". */
  readonly assetPath: string;
  /** Metric of the asset, by the name it was bound to. */
  readonly metric: string;
  /** Source time of the reading that opened it. Microseconds since 1970 UTC. */
  readonly openedAt: number;
  /** Source time of the reading that closed it. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
  /** When the detector decided, clock of the service. Microseconds since 1970 UTC. */
  readonly detectedAt: number;
  /** Highest score while it was open, 0 to 1. */
  readonly peakScore: number;
  /** Number of readings while it was open. */
  readonly readings: number;
  /** eventId of the TelemetryEnriched that closed it. */
  readonly sourceEventId: string;
}

/** An anomaly is over: the metric behaves as expected again. */
export const AnomalyClosed: EventContract<AnomalyClosed> = /* @__PURE__ */ defineContract<AnomalyClosed>({
  name: 'AnomalyClosed',
  fullName: 'io.millrace.anomalies.v1.AnomalyClosed',
  topic: 'anomalies.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AnomalyClosed\",\"namespace\":\"io.millrace.anomalies.v1\",\"doc\":\"An anomaly is over: the metric behaves as expected again.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"anomalyId\",\"type\":\"string\",\"doc\":\"Anomaly, a UUID made from what opened it; opening, updates and closing share it.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the metric belongs to; second part of the Kafka key.\"},{\"name\":\"assetPath\",\"type\":\"string\",\"doc\":\"Path from the root of the hierarchy to the asset when the record was written, segments joined by \\\"/\\\", e.g. \\\"acme/hamburg/press-shop/line-2/press-7\\\".\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset, by the name it was bound to.\"},{\"name\":\"openedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"Source time of the reading that opened it. Microseconds since 1970 UTC.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"Source time of the reading that closed it. Microseconds since 1970 UTC.\"},{\"name\":\"detectedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the detector decided, clock of the service. Microseconds since 1970 UTC.\"},{\"name\":\"peakScore\",\"type\":\"double\",\"doc\":\"Highest score while it was open, 0 to 1.\"},{\"name\":\"readings\",\"type\":\"long\",\"doc\":\"Number of readings while it was open.\"},{\"name\":\"sourceEventId\",\"type\":\"string\",\"doc\":\"eventId of the TelemetryEnriched that closed it.\"}]}",
});

/** A metric of an asset began to behave as its own history does not. */
export interface AnomalyOpened {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Anomaly, a UUID made from what opened it; opening, updates and closing share it. */
  readonly anomalyId: string;
  /** Asset the metric belongs to; second part of the Kafka key. */
  readonly assetId: string;
  /** Path from the root of the hierarchy to the asset when the record was written, segments joined by "/", e.g. "acme/hamburg/press-shop/line-2/press-7". */
  readonly assetPath: string;
  /** Metric of the asset, by the name it was bound to. */
  readonly metric: string;
  /** Unit of value, expected, lower and upper, UCUM code; empty for a dimensionless value. */
  readonly unit: string;
  /** Name of the detector that opened it. */
  readonly detector: string;
  /** Version of the detector; rises when the same readings could give another result. */
  readonly detectorVersion: number;
  /** Source time of the reading that opened it. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
  /** When the detector decided, clock of the service. Microseconds since 1970 UTC. */
  readonly detectedAt: number;
  /** Score of the opening reading. 0 (as expected) to 1 (never seen). */
  readonly score: number;
  /** Value of the opening reading. */
  readonly value: number;
  /** Value the detector expected. */
  readonly expected: number;
  /** Lower end of the band it held to be normal. */
  readonly lower: number;
  /** Upper end of the band it held to be normal. */
  readonly upper: number;
  /** eventId of the TelemetryEnriched that opened it. */
  readonly sourceEventId: string;
}

/** A metric of an asset began to behave as its own history does not. */
export const AnomalyOpened: EventContract<AnomalyOpened> = /* @__PURE__ */ defineContract<AnomalyOpened>({
  name: 'AnomalyOpened',
  fullName: 'io.millrace.anomalies.v1.AnomalyOpened',
  topic: 'anomalies.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AnomalyOpened\",\"namespace\":\"io.millrace.anomalies.v1\",\"doc\":\"A metric of an asset began to behave as its own history does not.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"anomalyId\",\"type\":\"string\",\"doc\":\"Anomaly, a UUID made from what opened it; opening, updates and closing share it.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the metric belongs to; second part of the Kafka key.\"},{\"name\":\"assetPath\",\"type\":\"string\",\"doc\":\"Path from the root of the hierarchy to the asset when the record was written, segments joined by \\\"/\\\", e.g. \\\"acme/hamburg/press-shop/line-2/press-7\\\".\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset, by the name it was bound to.\"},{\"name\":\"unit\",\"type\":\"string\",\"doc\":\"Unit of value, expected, lower and upper, UCUM code; empty for a dimensionless value.\"},{\"name\":\"detector\",\"type\":\"string\",\"doc\":\"Name of the detector that opened it.\"},{\"name\":\"detectorVersion\",\"type\":\"int\",\"doc\":\"Version of the detector; rises when the same readings could give another result.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"Source time of the reading that opened it. Microseconds since 1970 UTC.\"},{\"name\":\"detectedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the detector decided, clock of the service. Microseconds since 1970 UTC.\"},{\"name\":\"score\",\"type\":\"double\",\"doc\":\"Score of the opening reading. 0 (as expected) to 1 (never seen).\"},{\"name\":\"value\",\"type\":\"double\",\"doc\":\"Value of the opening reading.\"},{\"name\":\"expected\",\"type\":\"double\",\"doc\":\"Value the detector expected.\"},{\"name\":\"lower\",\"type\":\"double\",\"doc\":\"Lower end of the band it held to be normal.\"},{\"name\":\"upper\",\"type\":\"double\",\"doc\":\"Upper end of the band it held to be normal.\"},{\"name\":\"sourceEventId\",\"type\":\"string\",\"doc\":\"eventId of the TelemetryEnriched that opened it.\"}]}",
});

/** An open anomaly goes on: its score changed markedly or it has lasted a while. */
export interface AnomalyUpdated {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Anomaly, a UUID made from what opened it; opening, updates and closing share it. */
  readonly anomalyId: string;
  /** Asset the metric belongs to; second part of the Kafka key. */
  readonly assetId: string;
  /** Path from the root of the hierarchy to the asset when the record was written, segments joined by "/", e.g. "acme/hamburg/press-shop/line-2/press-7". */
  readonly assetPath: string;
  /** Metric of the asset, by the name it was bound to. */
  readonly metric: string;
  /** Source time of the latest reading. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
  /** When the detector decided, clock of the service. Microseconds since 1970 UTC. */
  readonly detectedAt: number;
  /** Score of the latest reading. 0 (as expected) to 1 (never seen). */
  readonly score: number;
  /** Highest score since it opened, 0 to 1. */
  readonly peakScore: number;
  /** Number of readings since it opened, the first included. */
  readonly readings: number;
  /** Value of the latest reading, in the unit of the opening event. */
  readonly value: number;
  /** Value the detector expected, in the unit of the opening event. */
  readonly expected: number;
  /** eventId of the TelemetryEnriched of the latest reading. */
  readonly sourceEventId: string;
}

/** An open anomaly goes on: its score changed markedly or it has lasted a while. */
export const AnomalyUpdated: EventContract<AnomalyUpdated> = /* @__PURE__ */ defineContract<AnomalyUpdated>({
  name: 'AnomalyUpdated',
  fullName: 'io.millrace.anomalies.v1.AnomalyUpdated',
  topic: 'anomalies.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AnomalyUpdated\",\"namespace\":\"io.millrace.anomalies.v1\",\"doc\":\"An open anomaly goes on: its score changed markedly or it has lasted a while.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"anomalyId\",\"type\":\"string\",\"doc\":\"Anomaly, a UUID made from what opened it; opening, updates and closing share it.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the metric belongs to; second part of the Kafka key.\"},{\"name\":\"assetPath\",\"type\":\"string\",\"doc\":\"Path from the root of the hierarchy to the asset when the record was written, segments joined by \\\"/\\\", e.g. \\\"acme/hamburg/press-shop/line-2/press-7\\\".\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset, by the name it was bound to.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"Source time of the latest reading. Microseconds since 1970 UTC.\"},{\"name\":\"detectedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the detector decided, clock of the service. Microseconds since 1970 UTC.\"},{\"name\":\"score\",\"type\":\"double\",\"doc\":\"Score of the latest reading. 0 (as expected) to 1 (never seen).\"},{\"name\":\"peakScore\",\"type\":\"double\",\"doc\":\"Highest score since it opened, 0 to 1.\"},{\"name\":\"readings\",\"type\":\"long\",\"doc\":\"Number of readings since it opened, the first included.\"},{\"name\":\"value\",\"type\":\"double\",\"doc\":\"Value of the latest reading, in the unit of the opening event.\"},{\"name\":\"expected\",\"type\":\"double\",\"doc\":\"Value the detector expected, in the unit of the opening event.\"},{\"name\":\"sourceEventId\",\"type\":\"string\",\"doc\":\"eventId of the TelemetryEnriched of the latest reading.\"}]}",
});
