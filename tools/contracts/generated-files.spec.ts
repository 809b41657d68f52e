import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from './generated-files.ts';
import { houseRuleBreaches } from './house-rules.ts';
import { inlineReferences } from './inline-references.ts';
import { loadSchemas } from './load-schemas.ts';
import { REPOSITORY, SCHEMAS } from './paths.ts';
import { current, THING, withField } from './schema-fixtures.ts';

const schemas = loadSchemas(SCHEMAS);

describe('generated files', () => {
  it.each([...generatedFiles(schemas)])('%s is up to date', (path, content) => {
    expect(readFileSync(join(REPOSITORY, path), 'utf8')).toBe(content);
  });
});

describe('house rules', () => {
  it('hold for every schema', () => {
    expect(schemas.events.flatMap(houseRuleBreaches)).toEqual([]);
  });

  it('name file, field and rule', () => {
    const optional = withField(THING, { name: 'note', type: ['string', 'null'], default: '', doc: 'Note.' });
    expect(houseRuleBreaches(current(optional))).toEqual(
      expect.arrayContaining([
        'things/thing-seen.avsc: io.millrace.things.v1.ThingSeen.count: doc: every field says what it means',
        'things/thing-seen.avsc: io.millrace.things.v1.ThingSeen.note: default: an optional field is ["null", ...] with default null',
        'things/thing-seen.avsc: io.millrace.things.v1.Switch: default: an enum needs one, or no symbol can ever be added',
      ]),
    );
  });
});

describe('shared types', () => {
  const quality = { type: 'enum', name: 'Quality', namespace: 'io.millrace.common.v1', symbols: ['GOOD'] } as const;
  const shared = new Map([['io.millrace.common.v1.Quality', quality]]);
  const mention = { name: 'quality', type: 'io.millrace.common.v1.Quality' };

  it('are defined at their first mention and named afterwards', () => {
    const inlined = inlineReferences({ ...THING, fields: [mention, { ...mention, name: 'second' }] }, shared, 'f');
    expect(inlined.fields.map((field) => field.type)).toEqual([quality, 'io.millrace.common.v1.Quality']);
  });

  it('must exist', () => {
    const record = { ...THING, fields: [{ name: 'x', type: 'io.millrace.common.v1.Missing' }] };
    expect(() => inlineReferences(record, shared, 'things/x.avsc')).toThrow(
      'things/x.avsc: type "io.millrace.common.v1.Missing"',
    );
  });
});
