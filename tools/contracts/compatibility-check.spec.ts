import { describe, expect, it } from 'vitest';
import type { AvroField, AvroRecord } from './avro-schema.ts';
import { compatibilityBreaches } from './compatibility-check.ts';
import { loadSchemas } from './load-schemas.ts';
import { SCHEMAS } from './paths.ts';
import { loadReleased } from './released.ts';
import { current, releasedAs, THING, withField, withoutField } from './schema-fixtures.ts';

const check = (changed: AvroRecord, ...releases: AvroRecord[]): string[] =>
  compatibilityBreaches(
    [current(changed)],
    releases.map((record, index) => releasedAs(`1.${index}.0`, record)),
  );
const set = (field: AvroField): AvroRecord => withField(THING, field);

describe('accepted', () => {
  it.each<[string, AvroRecord]>([
    ['no change', THING],
    ['a new field with a default', set({ name: 'extra', type: ['null', 'double'], default: null })],
    ['a field with a default removed', withoutField(THING, 'count')],
    ['another doc', { ...set({ name: 'eventId', type: 'string', doc: 'Identity.' }), doc: 'Seen.' }],
    ['fields in another order', { ...THING, fields: THING.fields.toReversed() }],
    [
      'a new symbol of an enum with a default',
      set({ name: 'state', type: { type: 'enum', name: 'State', symbols: ['ON', 'OFF', 'BROKEN'], default: 'OFF' } }),
    ],
  ])('%s', (_, changed) => {
    expect(check(changed, THING)).toEqual([]);
  });
});

describe('refused', () => {
  it.each<[string, AvroRecord, RegExp]>([
    [
      'a new field without a default',
      set({ name: 'extra', type: 'string' }),
      /: extra: .*needs a default \(reading what release 1\.0\.0 wrote\)/,
    ],
    [
      'a field without a default removed',
      withoutField(THING, 'eventId'),
      /: eventId: .*needs a default \(release 1\.0\.0 reading/,
    ],
    [
      'another type',
      set({ name: 'count', type: 'string', default: '' }),
      /: count: type stays the same: long cannot become string/,
    ],
    ['a wider type', set({ name: 'count', type: 'double', default: 0 }), /: count: type stays the same/],
    [
      'bytes for a string, which Avro would read',
      set({ name: 'eventId', type: 'bytes' }),
      /: eventId: type stays the same/,
    ],
    [
      'another time unit',
      set({ name: 'seenAt', type: { type: 'long', logicalType: 'timestamp-millis' } }),
      /: seenAt: .*timestamp-m/,
    ],
    [
      'an optional field made required',
      set({ name: 'note', type: 'string', default: '' }),
      /: note: .*null cannot become string/,
    ],
    [
      'a required field made optional',
      set({ name: 'eventId', type: ['null', 'string'], default: null }),
      /: eventId: .*null cannot/,
    ],
    [
      'a new branch of a union',
      set({ name: 'note', type: ['null', 'string', 'long'], default: null }),
      /: note: no branch of the union reads long/,
    ],
    [
      'a symbol removed from an enum without a default',
      set({ name: 'switch', type: { type: 'enum', name: 'Switch', symbols: ['UP'] } }),
      /: switch: .*symbol DOWN/,
    ],
    [
      'a symbol added to an enum without a default',
      set({ name: 'switch', type: { type: 'enum', name: 'Switch', symbols: ['UP', 'DOWN', 'MID'] } }),
      /: switch: .*symbol MID/,
    ],
    [
      'a nested field added without a default',
      set({
        name: 'parts',
        type: {
          type: 'array',
          items: {
            type: 'record',
            name: 'Part',
            fields: [
              { name: 'id', type: 'string' },
              { name: 'n', type: 'int' },
            ],
          },
        },
      }),
      /: parts\[\]\.n: /,
    ],
    [
      'a nested type renamed',
      set({
        name: 'parts',
        type: { type: 'array', items: { type: 'record', name: 'Piece', fields: [{ name: 'id', type: 'string' }] } },
      }),
      /: parts\[\]: .*Part cannot become record .*Piece/,
    ],
    ['another name', { ...THING, namespace: 'io.millrace.things.v2' }, /: record: type stays the same/],
  ])('%s', (_, changed, message) => {
    const breaches = check(changed, THING);
    expect(breaches.join('\n')).toMatch(message);
    expect(breaches.every((breach) => breach.startsWith('things/thing-seen.avsc: '))).toBe(true);
  });

  it('what only an older release cannot live with', () => {
    const second = withoutField(THING, 'count');
    const third = withField(second, { name: 'count', type: 'string', default: '' });
    expect(check(third, second)).toEqual([]);
    expect(check(third, THING, second).join()).toMatch(/count: type stays the same.*release 1\.0\.0/);
  });

  it('a released schema that vanished', () => {
    expect(compatibilityBreaches([], [releasedAs('1.0.0', THING)])).toEqual([
      expect.stringMatching(/vanished: release 1\.0\.0/),
    ]);
  });

  it('another topic', () => {
    const moved = compatibilityBreaches([current(THING, 'other.events')], [releasedAs('1.0.0', THING)]);
    expect(moved).toEqual(['things/thing-seen.avsc: topic: stays "things.events" as in release 1.0.0']);
  });
});

describe('the schemas of this repository', () => {
  it('are compatible with every release', () => {
    const released = loadReleased(SCHEMAS);
    expect(released.length).toBeGreaterThan(0);
    expect(compatibilityBreaches(loadSchemas(SCHEMAS).events, released)).toEqual([]);
  });
});
