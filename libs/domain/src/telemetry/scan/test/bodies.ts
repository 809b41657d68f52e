import fc from 'fast-check';
import { NOW } from './ways.ts';

const space = fc.constantFrom('', '', '', '', ' ', '\n', '\t', ' \r\n  ');
/** Mostly the first, now and then the second. */
const mostly = (usual: fc.Arbitrary<string>, odd: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ arbitrary: usual, weight: 40 }, { arbitrary: odd, weight: 1 });

const between = (parts: readonly string[], spaces: readonly string[]): string =>
  parts.map((part, index) => `${spaces[(2 * index) % 7] ?? ''}${part}${spaces[(2 * index + 1) % 7] ?? ''}`).join(',');

/** Parts joined by commas, in brackets, with any white space around each. */
function joined(parts: fc.Arbitrary<string[]>, [open, close]: readonly [string, string]): fc.Arbitrary<string> {
  const spaces = fc.array(space, { minLength: 7, maxLength: 7 });
  return fc.tuple(parts, spaces).map(([texts, around]) => `${open}${between(texts, around)}${close}`);
}
const array = (items: fc.Arbitrary<string[]>): fc.Arbitrary<string> => joined(items, ['[', ']']);
const object = (members: fc.Arbitrary<string[]>): fc.Arbitrary<string> => joined(members, ['{', '}']);
const member = (name: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(space, space, value).map(([before, after, text]) => `"${name}"${before}:${after}${text}`);
const shuffled = (items: readonly string[]): fc.Arbitrary<string[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });

/** Every spelling of a number that JSON has. */
export const numberText: fc.Arbitrary<string> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? '-0' : String(value))),
  fc.integer().map(String),
  fc.float({ min: -1e4, max: 1e4, noNaN: true }).map((value) => value.toFixed(3)),
  fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,24})?([eE][+-]?\d{1,2})?$/),
  fc.constantFrom(
    '1e3',
    '-0',
    '-0.0',
    '0.1',
    '123456789012345678',
    '9007199254740993',
    '1E+22',
    '1e23',
    '5e-324',
    '0e999',
  ),
);
const noNumber = fc.oneof(
  fc.constantFrom('1e309', '-1e999', '01', '1.', '.5', '-', '+1', '1e', '1e+', 'NaN', '0x1', '1_0', '"1"', '', '1 2'),
  fc.json(),
);
const number = mostly(numberText, noNumber);

const nameText = fc.constantFrom('temp', 'spindle/rpm', 'metric-0', 'Öl °C', 'a b', '7a', 'constructor', '日本', 'x.y');
const name = mostly(
  nameText,
  fc.oneof(
    fc.constantFrom(
      '',
      ' x',
      '0',
      '17',
      '__proto__',
      '\\u0041',
      'te\\u006dp',
      'a\\"b',
      'a\tb',
      '\ufeffx',
      '\u0085',
      '+',
    ),
    fc.nat(300).map((length) => 'n'.repeat(length)),
    fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text).slice(1, -1)),
  ),
);
const quoted = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => text.map((content) => `"${content}"`);

const soon = fc.integer({ min: 800_000_000_000, max: NOW / 1_000 });
const instantText = fc.oneof(
  soon.map(String),
  soon.map((millis) => `"${new Date(millis).toISOString()}"`),
  fc.constantFrom('"2026-02-28T23:59:59Z"', '"2024-02-29T01:02:03.1234567Z"', '"2025-01-31T10:00:00+01:00"'),
);
const noInstant = fc.oneof(
  fc.constantFrom('null', '0', '1e300', '9e15', '"2026-02-30T00:00:00Z"', '"noon"', '"2026-03-14"', 'true', '""'),
  number,
);
const instant = mostly(instantText, noInstant);

const messageId = mostly(
  fc.constantFrom('"m-1"', '"0"', '" a "', `"${'i'.repeat(128)}"`),
  fc.constantFrom('""', `"${'i'.repeat(129)}"`, '7', 'null', '"é"', '"\\n"'),
);
const sequence = mostly(
  fc.oneof(fc.maxSafeNat().map(String), fc.constantFrom('-0', '4.0', '1e3')),
  fc.constantFrom('-1', '1.5', '"4"', 'null', '9007199254740991', '9007199254740992'),
);
const quality = mostly(
  fc.constantFrom('"GOOD"', '"UNCERTAIN"', '"BAD"'),
  fc.constantFrom('"FINE"', '"good"', 'null', '0', '"GOO"', '""'),
);

const maybe = (text: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.option(text).map((it) => (it === null ? [] : [it]));
/** Members that make a message or reading one that the fast way leaves alone, or that the slow way refuses. */
const oddMember = fc.oneof(
  member('extra', fc.json()),
  fc.constantFrom('"value":1', '"metric":"a"', '"occurredAt":1773480413589', '"values":{"a":1}', '"__proto__":1', ''),
);
const withOdd = (members: fc.Arbitrary<string[]>): fc.Arbitrary<string[]> =>
  fc.oneof(
    { arbitrary: members, weight: 60 },
    { arbitrary: fc.tuple(members, oddMember).map(([usual, odd]) => [...usual, odd]), weight: 1 },
  );

const reading = object(
  withOdd(
    fc
      .tuple(
        member('metric', quoted(name)),
        member('value', number),
        maybe(member('occurredAt', instant)),
        maybe(member('quality', quality)),
      )
      .map((parts) => parts.flat())
      .chain(shuffled),
  ),
);
const readings = array(fc.array(reading, { minLength: 1, maxLength: 5 }));
const valueMember = fc.tuple(name, space, number).map(([metric, before, value]) => `"${metric}"${before}:${value}`);
/** Two of the few names are often the same, and then `JSON.parse` keeps one of them. */
const values = object(
  fc.oneof(
    fc.uniqueArray(valueMember, { minLength: 1, maxLength: 4, selector: (it) => it.split(':')[0] }),
    fc.array(valueMember, { maxLength: 3 }),
  ),
);

const message = object(
  withOdd(
    fc
      .tuple(
        member('deviceId', quoted(mostly(fc.constantFrom('press-7', 'hall 2/press', 'Öfen'), name))),
        fc.oneof(member('values', values), member('readings', readings)),
        maybe(member('messageId', messageId)),
        maybe(member('sequence', sequence)),
        maybe(member('occurredAt', instant)),
      )
      .map((parts) => parts.flat())
      .chain(shuffled),
  ),
);
const messages = array(fc.array(message, { minLength: 1, maxLength: 4 }));
const body = mostly(
  fc.oneof(message, messages, object(fc.tuple(member('messages', messages)))),
  fc.oneof(
    fc.constantFrom('', '[]', '{}', '{"messages":[]}', '[[]]', 'null'),
    message.map((text) => `${text}x`),
  ),
);

/** Bodies of which most are taken by the fast way, and of the others most are nearly like them. */
export const someBody: fc.Arbitrary<Buffer> = fc
  .tuple(space, body, space)
  .map(([before, text, after]) => Buffer.from(`${before}${text}${after}`));

const byte = fc.oneof(fc.constantFrom(...Buffer.from('"{}[],:.-+eE0123456789 \\\n_pamv')), fc.nat(255));
const change = fc.record({ place: fc.nat(), drop: fc.nat(2), insert: fc.array(byte, { maxLength: 2 }) });

/** The same with a few bytes lost, changed or put in. */
export const damagedBody: fc.Arbitrary<Buffer> = fc
  .tuple(someBody, fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([whole, changes]) =>
    changes.reduce((bytes, { place, drop, insert }) => {
      const at = place % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(insert), bytes.subarray(at + drop)]);
    }, whole),
  );
