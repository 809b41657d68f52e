import { lowCardinality } from '../native/low-cardinality.ts';
import { nullable } from '../native/nullable.ts';
import { float64, int64, microseconds, milliseconds, uint16 } from '../native/numbers.ts';
import { string } from '../native/strings.ts';
import { column, type TableShape } from '../table.ts';

/** A row of `alarm_events`; see migrations/0005-alarms.sql. Instants in microseconds, `recordedAt` in milliseconds. */
export interface AlarmEventRow {
  tenant: string;
  eventId: string;
  eventType: string;
  commandId: string;
  alarmId: string;
  occurrence: number;
  state: string;
  ruleId: string;
  ruleVersion: number;
  ruleName: string;
  assetId: string;
  assetPath: string;
  metric: string;
  priority: string;
  causeKind: string;
  causeValue: number | null;
  causeLimit: number | null;
  causeUnit: string;
  causeAnomalyId: string;
  causeSourceEventId: string;
  causeText: string;
  value: number | null;
  actor: string;
  comment: string;
  code: string;
  detail: string;
  occurredAt: number;
  detectedAt: number | null;
  kafkaPartition: number;
  kafkaOffset: number;
  recordedAt: number;
}

const maybe = nullable(float64, 0);

export const alarmEvents: TableShape<AlarmEventRow> = {
  table: 'alarm_events',
  columns: [
    column('tenant', lowCardinality, (row) => row.tenant),
    column('event_id', string, (row) => row.eventId),
    column('event_type', lowCardinality, (row) => row.eventType),
    column('command_id', string, (row) => row.commandId),
    column('alarm_id', string, (row) => row.alarmId),
    column('occurrence', int64, (row) => row.occurrence),
    column('state', lowCardinality, (row) => row.state),
    column('rule_id', lowCardinality, (row) => row.ruleId),
    column('rule_version', int64, (row) => row.ruleVersion),
    column('rule_name', lowCardinality, (row) => row.ruleName),
    column('asset_id', lowCardinality, (row) => row.assetId),
    column('asset_path', lowCardinality, (row) => row.assetPath),
    column('metric', lowCardinality, (row) => row.metric),
    column('priority', lowCardinality, (row) => row.priority),
    column('cause_kind', lowCardinality, (row) => row.causeKind),
    column('cause_value', maybe, (row) => row.causeValue),
    column('cause_limit', maybe, (row) => row.causeLimit),
    column('cause_unit', lowCardinality, (row) => row.causeUnit),
    column('cause_anomaly_id', string, (row) => row.causeAnomalyId),
    column('cause_source_event_id', string, (row) => row.causeSourceEventId),
    column('cause_text', string, (row) => row.causeText),
    column('value', maybe, (row) => row.value),
    column('actor', lowCardinality, (row) => row.actor),
    column('comment', string, (row) => row.comment),
    column('code', lowCardinality, (row) => row.code),
    column('detail', string, (row) => row.detail),
    column('occurred_at', microseconds, (row) => row.occurredAt),
    column('detected_at', nullable(microseconds, 0), (row) => row.detectedAt),
    column('kafka_partition', uint16, (row) => row.kafkaPartition),
    column('kafka_offset', int64, (row) => row.kafkaOffset),
    column('recorded_at', milliseconds, (row) => row.recordedAt),
  ],
};
