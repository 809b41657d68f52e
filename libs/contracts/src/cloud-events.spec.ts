import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlarmRaised, cloudEventHeaders } from './index.ts';

const event = { id: 'e-1', source: '/millrace/alerting', type: AlarmRaised.fullName, time: 1_773_472_500_123_456 };

describe('cloudEventHeaders', () => {
  it('are the attributes of CloudEvents 1.0 with their Kafka prefix', () => {
    expect(cloudEventHeaders(event)).toEqual({
      ce_specversion: '1.0',
      ce_id: 'e-1',
      ce_source: '/millrace/alerting',
      ce_type: 'io.millrace.alarms.v1.AlarmRaised',
      ce_time: '2026-03-14T07:15:00.123456Z',
      'content-type': 'application/vnd.confluent.avro',
    });
  });

  it('carry the correlation id if there is one', () => {
    expect(cloudEventHeaders({ ...event, correlationId: 'c-1' })).toHaveProperty('ce_correlationid', 'c-1');
  });

  it('keep every microsecond of the time', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), (time) => {
        const text = cloudEventHeaders({ ...event, time })['ce_time'] ?? '';
        expect(Date.parse(`${text.slice(0, 23)}Z`) * 1000 + Number(text.slice(23, 26))).toBe(time);
      }),
    );
  });
});
