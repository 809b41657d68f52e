import { AlarmAcknowledged, AlarmCommandRefused, AlarmRaised } from '@millrace/contracts';
import { expect, it } from 'vitest';
import { acknowledged, ALARM_ID, NOW, raised } from '../alarms/alarms.fixture.ts';
import { bodyOf, decidedAt, isWanted, newsOf, type AlarmNews } from './notification.ts';
import { endpoint } from './receiver.fixture.ts';

const raise: AlarmNews = { contract: AlarmRaised, type: 'AlarmRaised', value: raised() };
const ack: AlarmNews = { contract: AlarmAcknowledged, type: 'AlarmAcknowledged', value: acknowledged() };
const to = (over: object) => endpoint('https://example.com/', over);

it('is a CloudEvent with the event as data, instants readable', () => {
  expect(JSON.parse(bodyOf(raise))).toMatchObject({
    specversion: '1.0',
    id: 'raised-1',
    source: '/millrace/alerting',
    type: 'io.millrace.alarms.v1.AlarmRaised',
    subject: ALARM_ID,
    time: '2026-03-14T09:00:00.000Z',
    tenant: 'acme',
    data: {
      priority: 'HIGH',
      cause: { text: 'Bearing temperature 93.1 Cel is above the limit 90 Cel' },
      detectedAt: '2026-03-14T09:00:00.005Z',
    },
  });
});

it.each([
  ['everything', {}, raise, 'HIGH', true],
  ['another tenant', { tenant: 'other' }, raise, 'HIGH', false],
  ['other types', { events: ['AlarmAcknowledged'] }, raise, 'HIGH', false],
  ['a higher priority', { minPriority: 'CRITICAL' }, raise, 'HIGH', false],
  ['this priority', { minPriority: 'HIGH' }, ack, 'HIGH', true],
  ['a priority that is not known', { minPriority: 'CRITICAL' }, ack, undefined, true],
] as const)('goes to an endpoint that wants %s', (_name, over, news, priority, expected) => {
  expect(isWanted(to(over), news, priority)).toBe(expected);
});

it('is as old as its decision', () => {
  expect(decidedAt(raise)).toBe(NOW + 5_000);
  expect(decidedAt(ack)).toBe(NOW + 60_000_000);
});

it('is made of what happened to an alarm only', () => {
  const value = { eventId: '', commandId: '', tenant: '', alarmId: '', code: '', detail: '', occurredAt: 0 };
  expect(newsOf({ contract: AlarmCommandRefused, type: 'AlarmCommandRefused', value })).toBeUndefined();
  expect(newsOf(raise)).toBe(raise);
});
