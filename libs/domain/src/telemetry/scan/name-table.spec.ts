import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeviceId, isMetric } from '../names.ts';
import { JsonCursor, QUOTE } from './json-cursor.ts';
import { NameTable } from './name-table.ts';

const find = (table: NameTable, text: string) => table.take(new JsonCursor(Buffer.from(`"${text}"`)));

describe('NameTable', () => {
  it('1. gives the same object for the same bytes, and what it says of them is so', () => {
    const table = new NameTable();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 260 }), (text) => {
        fc.pre(JSON.stringify(text) === `"${text}"`);
        const name = find(table, text);
        expect(find(table, text)).toBe(name);
        expect(name !== undefined).toBe(isMetric(text) || isDeviceId(text));
        if (name === undefined) return;
        expect([name.text, name.isMetric, name.isDeviceId]).toEqual([text, isMetric(text), isDeviceId(text)]);
        expect(Buffer.from(name.bytes).toString()).toBe(text);
      }),
    );
  });

  it('2. keeps thousands of names apart', () => {
    const table = new NameTable();
    const texts = Array.from({ length: 20_000 }, (_, index) => `plant/${index % 7}/metric-${index}`);
    const names = texts.map((text) => find(table, text));
    expect(new Set(names).size).toBe(texts.length);
    expect(texts.map((text) => find(table, text))).toEqual(names);
  });

  it('3. owns its bytes: what becomes of the body does not matter', () => {
    const table = new NameTable();
    const body = Buffer.from('"temp"');
    const name = table.take(new JsonCursor(body));
    body.fill('x');
    expect(Buffer.from(name?.bytes ?? []).toString()).toBe('temp');
    expect(find(table, 'temp')).toBe(name);
  });

  it('4. starts over when it is full; names given out stay what they are', () => {
    const table = new NameTable(3);
    const [a] = ['a', 'b', 'c'].map((text) => find(table, text));
    expect([find(table, 'a') === a, table.generation]).toEqual([true, 0]);
    find(table, 'd');
    expect(table.generation).toBe(1);
    expect(a?.text).toBe('a');
    const again = find(table, 'a');
    expect(again).not.toBe(a);
    expect(find(table, 'a')).toBe(again);
  });

  it('5. knows the keys that JSON.parse does not keep in their place', () => {
    const plain = (text: string) => find(new NameTable(), text)?.isPlainKey;
    expect(['0', '17', '007', '4294967295', '__proto__'].map(plain)).toEqual([false, false, false, false, false]);
    expect(['a', '1a', '-1', '1.5', 'constructor', '__proto'].map(plain)).toEqual([true, true, true, true, true, true]);
  });

  it('6. takes no bytes that are not UTF-8', () => {
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0x61, 0xe2, 0x82]]) {
      expect(new NameTable().take(new JsonCursor(Uint8Array.of(QUOTE, ...bytes, QUOTE)))).toBeUndefined();
    }
  });
});
