import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenLevelRule, brokenPathRule, depthOf, EQUIPMENT_LEVELS, isDirectlyBelow, lastSegment } from './path.ts';

const segment = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,15}$/);

describe('an ISA-95 path', () => {
  it('is accepted at the depth of its level and at no other, but for modules, which have modules', () => {
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...EQUIPMENT_LEVELS),
        (segments, level) => {
          const rule = brokenPathRule(segments.join('/'), level);
          const isModule = level === 'EQUIPMENT_MODULE';
          const fits = isModule ? segments.length >= depthOf(level) : segments.length === depthOf(level);
          expect(rule === undefined).toBe(fits);
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

  it('is not endless', () => {
    const path = Array.from({ length: 9 }, () => 'm'.repeat(60)).join('/');
    expect(brokenPathRule(path, 'EQUIPMENT_MODULE')).toBe('must have at most 512 characters, it has 548');
  });

  it('says which segments are wanted', () => {
    expect(brokenPathRule('acme/north', 'EQUIPMENT_MODULE')).toBe(
      'a path of level EQUIPMENT_MODULE must have 6 segments or more (enterprise/site/area/work-center/work-unit/equipment-module), it has 2',
    );
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

  it('ends with what the asset is called below its parent', () => {
    expect(lastSegment('acme/north')).toBe('north');
    expect(lastSegment('acme')).toBe('acme');
  });
});

describe('a level', () => {
  it('lies below the one above it; modules lie below work units and modules', () => {
    const pairs = EQUIPMENT_LEVELS.flatMap((parent) =>
      EQUIPMENT_LEVELS.filter((level) => brokenLevelRule(level, parent) === undefined).map((level) => [parent, level]),
    );
    expect(pairs).toEqual([
      ['ENTERPRISE', 'SITE'],
      ['SITE', 'AREA'],
      ['AREA', 'WORK_CENTER'],
      ['WORK_CENTER', 'WORK_UNIT'],
      ['WORK_UNIT', 'EQUIPMENT_MODULE'],
      ['EQUIPMENT_MODULE', 'EQUIPMENT_MODULE'],
    ]);
    expect(brokenLevelRule('AREA', 'ENTERPRISE')).toBe('must be of level SITE, it is of level ENTERPRISE');
    expect(brokenLevelRule('EQUIPMENT_MODULE', 'AREA')).toMatch('WORK_UNIT or EQUIPMENT_MODULE');
    expect(brokenLevelRule('ENTERPRISE', 'SITE')).toBe('nothing is above an asset of level ENTERPRISE');
  });
});
