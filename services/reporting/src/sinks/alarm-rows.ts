import type { AlarmEventRow } from '@millrace/clickhouse';
import type { Decoded } from '@millrace/contracts';
import type { InRecord } from '@millrace/streaming';
import { finite, instant, misplaced } from './to-rows.ts';

type AlarmEvent = Extract<
  Decoded,
  { type: 'AlarmRaised' | 'AlarmAcknowledged' | 'AlarmReturnedToNormal' | 'AlarmCommandRefused' }
>;
type Common =
  | 'tenant'
  | 'eventId'
  | 'eventType'
  | 'commandId'
  | 'alarmId'
  | 'occurredAt'
  | 'kafkaPartition'
  | 'kafkaOffset'
  | 'recordedAt';
type Differs = Omit<AlarmEventRow, Common>;

const NOTHING: Differs = {
  occurrence: 0,
  state: '',
  ruleId: '',
  ruleVersion: 0,
  ruleName: '',
  assetId: '',
  assetPath: '',
  metric: '',
  priority: '',
  causeKind: '',
  causeValue: null,
  causeLimit: null,
  causeUnit: '',
  causeAnomalyId: '',
  causeSourceEventId: '',
  causeText: '',
  value: null,
  actor: '',
  comment: '',
  code: '',
  detail: '',
  detectedAt: null,
};

function differs({ type, value: event }: AlarmEvent): Differs {
  switch (type) {
    case 'AlarmRaised': {
      const { occurrence, state, ruleId, ruleVersion, ruleName, assetId, assetPath, metric, priority, cause } = event;
      const rule = { ruleId, ruleVersion, ruleName, priority };
      return {
        ...{ ...NOTHING, ...rule, occurrence, state, assetId, assetPath, metric },
        causeKind: cause.kind,
        causeValue: finite(cause.value),
        causeLimit: finite(cause.limit),
        causeUnit: cause.unit,
        causeAnomalyId: cause.anomalyId ?? '',
        causeSourceEventId: cause.sourceEventId,
        causeText: cause.text,
        detectedAt: instant('detectedAt', event.detectedAt),
      };
    }
    case 'AlarmAcknowledged': {
      const { occurrence, state, assetId, assetPath, actor, comment } = event;
      return { ...NOTHING, occurrence, state, assetId, assetPath, actor, comment };
    }
    case 'AlarmReturnedToNormal': {
      const { occurrence, state, assetId, assetPath, value } = event;
      const detectedAt = instant('detectedAt', event.detectedAt);
      return { ...NOTHING, occurrence, state, assetId, assetPath, value: finite(value), detectedAt };
    }
    case 'AlarmCommandRefused':
      return { ...NOTHING, code: event.code, detail: event.detail };
  }
}

/** One row for the event: what its type has, and nothing where it has nothing. */
export function alarmRows(decoded: Decoded, record: InRecord): AlarmEventRow[] {
  switch (decoded.type) {
    case 'AlarmRaised':
    case 'AlarmAcknowledged':
    case 'AlarmReturnedToNormal':
    case 'AlarmCommandRefused': {
      const { tenant, eventId, commandId, alarmId, occurredAt } = decoded.value;
      return [
        {
          ...{ tenant, eventId, commandId, alarmId, ...differs(decoded) },
          eventType: decoded.type,
          occurredAt: instant('occurredAt', occurredAt),
          kafkaPartition: record.partition,
          kafkaOffset: record.offset,
          recordedAt: record.timestamp,
        },
      ];
    }
    default:
      throw misplaced(decoded, record);
  }
}
