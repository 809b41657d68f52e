import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeviceMessage } from './parse-message.ts';
import { DEFAULT_RULES } from './reading.ts';
import type { ReadingContext } from './validate-reading.ts';

const NOW = Date.parse('2026-03-14T09:00:00Z') * 1_000;
const context: ReadingContext = { now: NOW, rules: DEFAULT_RULES };
const one = (reading: object): object => ({ deviceId: 'press-7', readings: [reading] });
const violationOf = (input: unknown) => parseDeviceMessage(input, context).violations[0];

describe('parseDeviceMessage', () => {
  it('1. takes the long form, with the message time as default of its readings', () => {
    const parsed = parseDeviceMessage(
      {
        deviceId: 'press-7',
        messageId: 'm1',
        sequence: 4,
        occurredAt: '2026-03-14T08:00:00Z',
        readings: [
          { metric: 'temp', value: 21.5 },
          { metric: 'on', value: true, occurredAt: 1_773_475_200_000, quality: 'UNCERTAIN' },
        ],
      },
      context,
    );
    expect(parsed.violations).toEqual([]);
    expect(parsed.message).toEqual({
      deviceId: 'press-7',
      messageId: 'm1',
      sequence: 4,
      hasSourceTime: true,
      readings: [
        { metric: 'temp', value: 21.5, occurredAt: Date.parse('2026-03-14T08:00:00Z') * 1_000, quality: 'GOOD' },
        { metric: 'on', value: true, occurredAt: 1_773_475_200_000_000, quality: 'UNCERTAIN' },
      ],
    });
  });

  it('2. takes the compact form; without a time it is now', () => {
    const { message } = parseDeviceMessage({ deviceId: 'd', values: { temp: 1, state: 'RUN', gone: null } }, context);
    expect(message?.hasSourceTime).toBe(false);
    expect(message?.readings).toEqual([
      { metric: 'temp', value: 1, occurredAt: NOW, quality: 'GOOD' },
      { metric: 'state', value: 'RUN', occurredAt: NOW, quality: 'GOOD' },
      { metric: 'gone', value: null, occurredAt: NOW, quality: 'BAD' },
    ]);
  });

  it('3. keeps duplicates: identity is the position', () => {
    const readings = [
      { metric: 't', value: 1 },
      { metric: 't', value: 1 },
    ];
    expect(parseDeviceMessage({ deviceId: 'd', readings }, context).message?.readings).toHaveLength(2);
  });

  it('4. one bad reading costs only itself, and says where, what and why', () => {
    const readings = [
      { metric: 'a', value: 1 },
      { metric: 'b', value: 'NaN' },
      { metric: '', value: 3 },
    ];
    const parsed = parseDeviceMessage({ deviceId: 'd', readings }, context);
    expect(parsed.message?.readings.map((r) => r.metric)).toEqual(['a']);
    expect(parsed.rejected).toBe(2);
    expect(parsed.violations.map((v) => [v.code, v.field, v.value])).toEqual([
      ['INVALID_VALUE', 'readings[1].value', 'NaN'],
      ['INVALID_METRIC', 'readings[2].metric', ''],
    ]);
  });

  it.each([
    ['an infinite number', { metric: 'm', value: JSON.parse('1e999') }, 'INVALID_VALUE', 'readings[0].value'],
    ['a missing value', { metric: 'm' }, 'INVALID_VALUE', 'readings[0].value'],
    ['an object as value', { metric: 'm', value: {} }, 'INVALID_VALUE', 'readings[0].value'],
    ['a long text', { metric: 'm', value: 'ä'.repeat(2_049) }, 'INVALID_VALUE', 'readings[0].value'],
    ['-inf', { metric: 'm', value: '-inf' }, 'INVALID_VALUE', 'readings[0].value'],
    ['a control character', { metric: 'a\nb', value: 1 }, 'INVALID_METRIC', 'readings[0].metric'],
    ['a long name', { metric: 'm'.repeat(257), value: 1 }, 'INVALID_METRIC', 'readings[0].metric'],
    ['no time', { metric: 'm', value: 1, occurredAt: 'noon' }, 'INVALID_TIME', 'readings[0].occurredAt'],
    [
      '6 min ahead',
      { metric: 'm', value: 1, occurredAt: NOW / 1e3 + 360_000 },
      'TIME_IN_FUTURE',
      'readings[0].occurredAt',
    ],
    ['1989', { metric: 'm', value: 1, occurredAt: '1989-12-31T23:59:59Z' }, 'TIME_TOO_OLD', 'readings[0].occurredAt'],
    ['a quality nobody knows', { metric: 'm', value: 1, quality: 'FINE' }, 'INVALID_QUALITY', 'readings[0].quality'],
  ])('5. refuses %s', (_name, reading, code, field) => {
    expect(violationOf(one(reading))).toMatchObject({ code, field });
  });

  it.each([
    ['no object', 7, 'message'],
    ['no device', { values: { a: 1 } }, 'deviceId'],
    ['a device with a wildcard', { deviceId: 'a+b', values: { a: 1 } }, 'deviceId'],
    ['no readings', { deviceId: 'd' }, 'readings'],
    ['empty readings', { deviceId: 'd', readings: [] }, 'readings'],
    ['readings that are no array', { deviceId: 'd', readings: {} }, 'readings'],
    ['values that are no object', { deviceId: 'd', values: [1] }, 'values'],
    ['a numeric messageId', { deviceId: 'd', messageId: 4, values: { a: 1 } }, 'messageId'],
    ['a negative sequence', { deviceId: 'd', sequence: -1, values: { a: 1 } }, 'sequence'],
  ])('6. refuses a message with %s as a whole', (_name, input, field) => {
    const parsed = parseDeviceMessage(input, context);
    expect(parsed.message).toBeUndefined();
    expect(parsed.violations[0]?.field).toBe(field);
    expect(parsed.rejected).toBeGreaterThan(0);
  });

  it('7. an age limit and a readings limit can be set', () => {
    const rules = { maxReadingsPerMessage: 1, maxFuture: 0, maxAge: 3_600_000_000 };
    const old = one({ metric: 'm', value: 1, occurredAt: '2026-03-14T07:59:59Z' });
    expect(parseDeviceMessage(old, { now: NOW, rules }).violations[0]?.code).toBe('TIME_TOO_OLD');
    const two = { deviceId: 'd', values: { a: 1, b: 2 } };
    expect(parseDeviceMessage(two, { now: NOW, rules }).violations[0]?.code).toBe('TOO_MANY_READINGS');
  });

  it('8. the device of the topic wins', () => {
    const parsed = parseDeviceMessage({ deviceId: 'other', values: { a: 1 } }, context, 'press-7');
    expect(parsed.deviceId).toBe('press-7');
  });

  it('9. never throws, and what it keeps is always usable', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.json().map((text) => JSON.parse(text) as unknown),
        ),
        (input) => {
          for (const reading of parseDeviceMessage(input, context).message?.readings ?? []) {
            expect(Number.isSafeInteger(reading.occurredAt)).toBe(true);
          }
        },
      ),
    );
  });

  it('10. every reading is either kept or refused', () => {
    const value = fc.oneof(fc.double(), fc.boolean(), fc.string(), fc.constant(null), fc.constant({}));
    const reading = fc.record({ metric: fc.oneof(fc.string(), fc.constant('ok')), value });
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1 }), (readings) => {
        const parsed = parseDeviceMessage({ deviceId: 'd', readings }, context);
        expect((parsed.message?.readings.length ?? 0) + parsed.rejected).toBe(readings.length);
      }),
    );
  });
});
