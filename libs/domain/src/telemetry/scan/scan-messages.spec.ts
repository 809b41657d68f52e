import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damagedBody, someBody } from './test/bodies.ts';
import { NameTable } from './name-table.ts';
import { CONTEXT, NOW, theFastWay, theSlowWay } from './test/ways.ts';

const RUNS = { numRuns: 3_000 };
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const one = { deviceId: 'press-7', values: { temp: 21.5 } };

describe('scanMessages', () => {
  it('1. takes nothing that JSON.parse and parseDeviceMessage would not take, and takes it as they do', () => {
    let taken = 0;
    fc.assert(
      fc.property(someBody, (body) => {
        const fast = theFastWay(body);
        if (fast === undefined) return;
        taken += 1;
        expect(fast).toStrictEqual(theSlowWay(body));
      }),
      RUNS,
    );
    expect(taken).toBeGreaterThan(RUNS.numRuns / 4);
  });

  it('2. nor when bytes of it were lost, changed or put in', () => {
    fc.assert(
      fc.property(damagedBody, (body) => {
        const fast = theFastWay(body);
        if (fast !== undefined) expect(fast).toStrictEqual(theSlowWay(body));
      }),
      RUNS,
    );
  });

  it('3. nor when its table of names is full all the time', () => {
    const table = new NameTable(2);
    fc.assert(
      fc.property(someBody, (body) => {
        const fast = theFastWay(body, CONTEXT, table);
        if (fast !== undefined) expect(fast).toStrictEqual(theSlowWay(body));
      }),
      RUNS,
    );
    expect(table.generation).toBeGreaterThan(0);
  });

  it.each([
    ['one message', one],
    ['an array', [one, { ...one, deviceId: 'hall 2/press-8' }]],
    ['a list of messages', { messages: [one, one] }],
    ['every member', [{ ...one, messageId: 'm-1', sequence: 4, occurredAt: NOW / 1_000 }]],
    ['an ISO time', { ...one, occurredAt: '2026-03-14T08:59:59.589Z' }],
    ['a time with a zone', { ...one, occurredAt: '2026-03-14T09:59:59+01:00' }],
    ['readings', { deviceId: 'd', readings: [{ metric: 'temp', value: -0.5 }] }],
    [
      'the same metric twice',
      {
        deviceId: 'd',
        readings: [
          { metric: 't', value: 1 },
          { metric: 't', value: 2 },
        ],
      },
    ],
    [
      'readings with all they can have',
      { deviceId: 'd', readings: [{ metric: 't', value: 1, occurredAt: NOW / 1_000, quality: 'BAD' }] },
    ],
    ['names that begin with others', [one, { deviceId: 'press-7', values: { temperature: 1, te: 2 } }, one, one]],
    ['names beyond ASCII', { deviceId: 'Öfen', values: { 'Temperatur °C': 1 } }],
    ['numbers of all digits', { deviceId: 'd', values: { a: Math.PI, b: 1e-7, c: Number.MAX_VALUE } }],
    ['a body with white space', JSON.parse(JSON.stringify([one]))],
  ])('4. takes %s', (_name, value) => {
    for (const body of [json(value), Buffer.from(JSON.stringify(value, null, '\t'))]) {
      const fast = theFastWay(body);
      expect(fast).toBeDefined();
      expect(fast).toStrictEqual(theSlowWay(body));
    }
  });

  it('5. takes a body of more messages and readings than its columns first hold', () => {
    const values = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`metric-${index}`, index / 8]));
    const body = json(Array.from({ length: 200 }, (_, index) => ({ deviceId: `d-${index}`, sequence: index, values })));
    expect(theFastWay(body)).toStrictEqual(theSlowWay(body));
    expect(theFastWay(body)).toHaveLength(200);
  });

  it.each([
    ['nothing', ''],
    ['no messages', '[]'],
    ['no readings', '{"deviceId":"d","readings":[]}'],
    ['no values', '{"deviceId":"d","values":{}}'],
    ['no device', '{"values":{"a":1}}'],
    ['a device with a wildcard', '{"deviceId":"a+b","values":{"a":1}}'],
    ['a text as value', '{"deviceId":"d","values":{"a":"1"}}'],
    ['a key twice', '{"deviceId":"d","values":{"a":1,"a":2}}'],
    ['a key that looks like an index', '{"deviceId":"d","values":{"a":1,"0":2}}'],
    ['a member twice', '{"deviceId":"d","deviceId":"e","values":{"a":1}}'],
    ['a member of a reading twice', '{"deviceId":"d","readings":[{"metric":"a","value":1,"value":2}]}'],
    ['both forms', '{"deviceId":"d","values":{"a":1},"readings":[{"metric":"a","value":1}]}'],
    ['an unknown member', '{"deviceId":"d","values":{"a":1},"site":"x"}'],
    ['a name that a device may have, but no metric', `{"deviceId":"d","values":{"${'𐐀'.repeat(200)}":1}}`],
    ['an escape', '{"deviceId":"\\u0064","values":{"a":1}}'],
    ['__proto__', '{"deviceId":"d","values":{"__proto__":1}}'],
    ['a number too large', '{"deviceId":"d","values":{"a":1e309}}'],
    ['a number of a million digits', `{"deviceId":"d","values":{"a":0.${'0'.repeat(1e6)}1e99999999}}`],
    ['a reading without a value', '{"deviceId":"d","readings":[{"metric":"a"}]}'],
    ['a time to come', `{"deviceId":"d","occurredAt":${NOW / 1_000 + 360_000},"values":{"a":1}}`],
    ['a sequence that has no long', '{"deviceId":"d","sequence":9007199254740991,"values":{"a":1}}'],
    ['something after the end', '{"deviceId":"d","values":{"a":1}}]'],
    ['a comma too many', '[{"deviceId":"d","values":{"a":1}},]'],
  ])('6. leaves %s to the slow way', (_name, text) => {
    expect(theFastWay(Buffer.from(text))).toBeUndefined();
  });

  it('7. keeps to the rules of its context', () => {
    const rules = { maxReadingsPerMessage: 1, maxFuture: 0, maxAge: 3_600_000_000 };
    const old = json({ ...one, occurredAt: '2026-03-14T07:59:59Z' });
    const two = json({ deviceId: 'd', values: { a: 1, b: 2 } });
    expect(theFastWay(old)).toBeDefined();
    expect(theFastWay(two)).toBeDefined();
    expect(theFastWay(old, { now: NOW, rules })).toBeUndefined();
    expect(theFastWay(two, { now: NOW, rules })).toBeUndefined();
    const anyFuture = { now: NOW, rules: { ...rules, maxFuture: Number.POSITIVE_INFINITY } };
    expect(theFastWay(json({ ...one, occurredAt: 9_007_199_254_740 }), anyFuture)).toBeDefined();
    expect(theFastWay(json({ ...one, occurredAt: 9_007_199_254_741 }), anyFuture)).toBeUndefined();
  });

  it('8. gives up on a body that is cut off anywhere', () => {
    const whole = json([{ ...one, messageId: 'm', sequence: 12, occurredAt: '2026-03-14T08:59:59.589Z' }]);
    for (let length = 0; length < whole.length; length++) expect(theFastWay(whole.subarray(0, length))).toBeUndefined();
    expect(theFastWay(whole)).toBeDefined();
  });
});
