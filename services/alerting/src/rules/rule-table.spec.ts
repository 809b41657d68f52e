import type { AlarmRule, RuleEvent } from '@millrace/domain';
import { beforeEach, expect, it } from 'vitest';
import { RuleTable } from './rule-table.ts';

const definition = {
  name: 'Too hot',
  assetPathPrefix: 'acme/hamburg',
  metric: '*',
  kind: 'THRESHOLD_HIGH',
  limit: 90,
  deadband: 0,
  minScore: null,
  priority: 'HIGH',
  enabled: true,
} as const;
const fact = (ruleId: string, version: number, tenant = 'acme') => ({
  ...{ eventId: `${ruleId}-${version}`, tenant, ruleId, version, actor: 'ana', occurredAt: 1 },
});
const defined = (ruleId: string, version: number, over: Partial<AlarmRule> = {}): RuleEvent => ({
  type: 'AlarmRuleDefined',
  data: { ...definition, ...over, ...fact(ruleId, version) },
});
let table: RuleTable;
beforeEach(() => (table = new RuleTable()));
const found = (path = 'acme/hamburg/press-7') =>
  table
    .watching('acme', path)
    .by('temperature')
    .rules.map(({ ruleId }) => ruleId);

it('finds the rules of a series, and follows every change', () => {
  expect(found()).toEqual([]);
  table.apply(defined('b', 1));
  table.apply(defined('a', 1, { metric: 'temperature' }));
  table.apply(defined('c', 1, { metric: 'pressure' }));
  expect(found()).toEqual(['a', 'b']);
  expect(found('acme/berlin')).toEqual([]);
  table.apply({ type: 'AlarmRuleRetired', data: fact('a', 2) });
  expect(found()).toEqual(['b']);
  table.apply(defined('b', 2, { enabled: false }));
  expect(found()).toEqual([]);
});

it('keeps tenants apart', () => {
  table.apply(defined('a', 1));
  expect(table.watching('other', 'acme/hamburg/press-7').by('temperature')).toEqual({ rules: [], ofReadings: false });
  expect(table.of('other')).toEqual([]);
});

it('says that the second of two definitions of a version does not count', () => {
  expect(table.apply(defined('a', 1))).toBe(true);
  expect(table.apply(defined('a', 1, { limit: 10 }))).toBe(false);
  expect(table.get('acme', 'a')?.rule?.limit).toBe(90);
});
