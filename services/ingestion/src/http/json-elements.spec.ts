import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementRanges } from './json-elements.ts';

const slices = (json: string, key = 'messages'): string[] => {
  const bytes = Buffer.from(json);
  return elementRanges(bytes, key).map(([start, end]) => bytes.subarray(start, end).toString());
};

describe('elementRanges', () => {
  it('1. keeps every byte of an element, spaces and order of keys included', () => {
    expect(slices(' [ {"b" : 1,"a":"x]}\\"," } , 2,"ü" ]')).toEqual(['{"b" : 1,"a":"x]}\\"," }', '2', '"ü"']);
  });

  it('2. finds the array under its key, escaped and repeated', () => {
    expect(slices('{"messages":[1],"x":{"messages":[9]},"mess\\u0061ges":[2,3]}')).toEqual(['2', '3']);
    expect(slices('{"messages":{}}')).toEqual([]);
    expect(slices('{}')).toEqual([]);
  });

  it('3. cuts what JSON.parse parses, whatever the spacing', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.nat(3), fc.boolean(), (elements, indent, wrapped) => {
        const json = JSON.stringify(wrapped ? { other: 1, messages: elements } : elements, null, indent);
        const cut = slices(json).map((part) => JSON.parse(part) as unknown);
        expect(cut).toEqual(JSON.parse(JSON.stringify(elements)));
      }),
    );
  });
});
