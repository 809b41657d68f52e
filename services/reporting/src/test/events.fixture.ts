import { randomUUID } from 'node:crypto';
import type {
  AlarmAcknowledged,
  AlarmRaised,
  AlarmReturnedToNormal,
  AnomalyClosed,
  AnomalyOpened,
  AnomalyUpdated,
  TelemetryEnriched,
  TelemetryRejected,
} from '@millrace/contracts';

/** 2026-05-01T06:00:00Z in microseconds. */
export const T0 = Date.UTC(2026, 4, 1, 6) * 1000;
export const SECOND = 1_000_000;
export const iso = (micros: number): string => new Date(micros / 1000).toISOString();

type Of<T> = Partial<T> & { tenant: string };

export function enriched(parts: Of<TelemetryEnriched>): TelemetryEnriched {
  return {
    eventId: randomUUID(),
    assetId: 'press-7',
    assetPath: 'acme/hamburg/press-shop/press-7',
    deviceId: 'gw-1',
    receivedAt: T0 + SECOND,
    sourcePartition: 2,
    sourceOffset: 41,
    shift: null,
    readings: [reading(20.5)],
    ...parts,
  };
}

type Reading = TelemetryEnriched['readings'][number];

export const reading = (value: Reading['value'], parts: Partial<Reading> = {}): Reading => ({
  ...{ index: 0, metric: 'temperature', occurredAt: T0, unit: 'Cel', quality: 'GOOD' },
  value,
  ...parts,
});

export const anomalyOpened = (parts: Of<AnomalyOpened>): AnomalyOpened => ({
  ...{ eventId: randomUUID(), anomalyId: randomUUID(), assetId: 'press-7', assetPath: 'acme/hamburg/press-7' },
  ...{ metric: 'temperature', unit: 'Cel', detector: 'ranges', detectorVersion: 2, sourceEventId: randomUUID() },
  ...{ occurredAt: T0, detectedAt: T0 + SECOND, score: 0.8, value: 95.5, expected: 60, lower: 50, upper: 70 },
  ...parts,
});

export const anomalyUpdated = (parts: Of<AnomalyUpdated>): AnomalyUpdated => ({
  ...{
    eventId: randomUUID(),
    anomalyId: '',
    assetId: 'press-7',
    assetPath: 'acme/hamburg/press-7',
    metric: 'temperature',
  },
  ...{ occurredAt: T0 + SECOND, detectedAt: T0 + 2 * SECOND, score: 0.7, peakScore: 0.9, readings: 12 },
  ...{ value: 93, expected: 61, sourceEventId: randomUUID() },
  ...parts,
});

export const anomalyClosed = (parts: Of<AnomalyClosed>): AnomalyClosed => ({
  ...{
    eventId: randomUUID(),
    anomalyId: '',
    assetId: 'press-7',
    assetPath: 'acme/hamburg/press-7',
    metric: 'temperature',
  },
  ...{ openedAt: T0, occurredAt: T0 + 9 * SECOND, detectedAt: T0 + 10 * SECOND, peakScore: 0.95, readings: 20 },
  sourceEventId: randomUUID(),
  ...parts,
});

export const alarmRaised = (parts: Of<AlarmRaised>): AlarmRaised => ({
  ...{ eventId: randomUUID(), commandId: randomUUID(), alarmId: randomUUID(), occurrence: 1, state: 'UNACKNOWLEDGED' },
  ...{
    ruleId: 'hot',
    ruleVersion: 3,
    ruleName: 'Press too hot',
    assetId: 'press-7',
    assetPath: 'acme/hamburg/press-7',
  },
  ...{ metric: 'temperature', priority: 'HIGH', occurredAt: T0, detectedAt: T0 + SECOND },
  cause: {
    ...{ kind: 'THRESHOLD_HIGH', value: 95.5, limit: 90, unit: 'Cel', anomalyId: null },
    ...{ sourceEventId: randomUUID(), text: 'temperature 95.5 Cel above 90 Cel' },
  },
  ...parts,
});

export const alarmAcknowledged = (parts: Of<AlarmAcknowledged>): AlarmAcknowledged => ({
  ...{ eventId: randomUUID(), commandId: randomUUID(), alarmId: '', occurrence: 1, state: 'ACKNOWLEDGED' },
  ...{
    assetId: 'press-7',
    assetPath: 'acme/hamburg/press-7',
    actor: 'ana',
    comment: 'on my way',
    occurredAt: T0 + 2 * SECOND,
  },
  ...parts,
});

export const alarmReturned = (parts: Of<AlarmReturnedToNormal>): AlarmReturnedToNormal => ({
  ...{
    eventId: randomUUID(),
    commandId: randomUUID(),
    alarmId: '',
    occurrence: 1,
    state: 'NORMAL',
    assetId: 'press-7',
    assetPath: 'acme/hamburg/press-7',
  },
  ...{ value: 80, occurredAt: T0 + 3 * SECOND, detectedAt: T0 + 4 * SECOND },
  ...parts,
});

export const rejected = (parts: Of<TelemetryRejected>): TelemetryRejected => ({
  ...{ rejectionId: randomUUID(), deviceId: 'stranger', protocol: 'HTTP', stage: 'bind', reason: 'UNKNOWN_DEVICE' },
  ...{ field: null, rule: null, detail: 'nobody bound it', receivedAt: T0, contentType: 'application/json' },
  payload: Buffer.from([123, 0, 255, 10]),
  source: { topic: 'telemetry.received', partition: 1, offset: 7 },
  readings: null,
  ...parts,
});
