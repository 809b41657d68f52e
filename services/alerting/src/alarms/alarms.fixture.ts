import type { AlarmAcknowledged, AlarmRaised, AlarmReturnedToNormal, RaiseAlarm } from '@millrace/contracts';

export const ALARM_ID = '4a0c8c7e-6a44-5f0e-9d0e-3a1f1b1c0001';
export const NOW = Date.UTC(2026, 2, 14, 9) * 1_000;

const rule = {
  ruleId: 'bearing-hot',
  ruleVersion: 2,
  ruleName: 'Bearing too hot',
  assetId: 'press-7',
  assetPath: 'acme/hamburg/press-7',
  metric: 'bearing-temperature',
  priority: 'HIGH',
} as const;
const cause = {
  kind: 'THRESHOLD_HIGH',
  value: 93.1,
  limit: 90,
  unit: 'Cel',
  anomalyId: null,
  sourceEventId: 'event-1',
  text: 'Bearing temperature 93.1 Cel is above the limit 90 Cel',
} as const;
const about = { tenant: 'acme', alarmId: ALARM_ID };

export const raise = (commandId: string, over: Partial<RaiseAlarm> = {}): RaiseAlarm => ({
  ...about,
  ...rule,
  commandId,
  cause,
  occurredAt: NOW,
  ...over,
});
export const raised = (over: Partial<AlarmRaised> = {}): AlarmRaised => ({
  ...about,
  ...rule,
  eventId: 'raised-1',
  commandId: 'c-1',
  occurrence: 1,
  state: 'UNACKNOWLEDGED',
  cause,
  occurredAt: NOW,
  detectedAt: NOW + 5_000,
  ...over,
});
export const acknowledged = (over: Partial<AlarmAcknowledged> = {}): AlarmAcknowledged => ({
  ...about,
  eventId: 'acknowledged-1',
  commandId: 'c-2',
  occurrence: 1,
  state: 'ACKNOWLEDGED',
  assetId: 'press-7',
  assetPath: 'acme/hamburg/press-7',
  actor: 'ana',
  comment: 'on my way',
  occurredAt: NOW + 60_000_000,
  ...over,
});
export const returned = (over: Partial<AlarmReturnedToNormal> = {}): AlarmReturnedToNormal => ({
  ...about,
  eventId: 'returned-1',
  commandId: 'c-3',
  occurrence: 1,
  state: 'NORMAL',
  assetId: 'press-7',
  assetPath: 'acme/hamburg/press-7',
  value: 80,
  occurredAt: NOW + 120_000_000,
  detectedAt: NOW + 120_005_000,
  ...over,
});
