import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenPathRule, depthOf, EQUIPMENT_LEVELS, isDirectlyBelow } from './path.ts';

const segment = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,15}$/);

describe('an ISA-95 path', () => {
  it('is accepted at the depth of its level and at no other', () => {
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...EQUIPMENT_LEVELS),
        (segments, level) => {
          const rule = brokenPathRule(segments.join('/'), level);
          expect(rule === undefined).toBe(segments.length === depthOf(level));
        },
      ),
    );
  });

  it.each(['', '/acme', 'acme/', 'acme//north', 'acme/no rth', '-acme', 'a'.repeat(65), 'acme/größe'])(
    'refuses %j',
    (path) => {
      for (const level of EQUIPMENT_LEVELS) expect(brokenPathRule(path, level)).toMatch(/^segment/);
    },
  );

  it('says which segments are wanted', () => {
    expect(brokenPathRule('acme/north', 'AREA')).toBe(
      'a path of level AREA must have 3 segments (enterprise/site/area), it has 2',
    );
  });

  it('knows its direct parent', () => {
    expect(isDirectlyBelow('acme/north', 'acme')).toBe(true);
    expect(isDirectlyBelow('acme/north/line', 'acme')).toBe(false);
    expect(isDirectlyBelow('acme2/north', 'acme')).toBe(false);
    expect(isDirectlyBelow('acme', 'acme')).toBe(false);
  });
});
