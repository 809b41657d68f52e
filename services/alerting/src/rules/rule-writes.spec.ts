import type { AlarmRuleDefined, AlarmRuleRetired } from '@millrace/contracts';
import type { RuleDefinition } from '@millrace/domain';
import type { OutRecord } from '@millrace/streaming';
import { beforeEach, describe, expect, it } from 'vitest';
import { codecs } from '../outlet.fixture.ts';
import { RuleTable } from './rule-table.ts';
import { RuleWrites } from './rule-writes.ts';

const author = { tenant: 'acme', name: 'ana' };
const definition: RuleDefinition = {
  name: 'Too hot',
  assetPathPrefix: '',
  metric: '*',
  kind: 'THRESHOLD_HIGH',
  limit: 90,
  deadband: 0,
  minScore: null,
  priority: 'HIGH',
  enabled: true,
};

let log: OutRecord[];
let rules: RuleTable;
let writes: RuleWrites;
/** What another instance writes just before us. */
let before: (() => void) | undefined;
beforeEach(() => {
  log = [];
  before = undefined;
  rules = new RuleTable();
  const outcomes = new Map<string, boolean>();
  const append = async (record: OutRecord) => {
    before?.();
    log.push(record);
    const decoded = codecs.decode(record.value as Buffer);
    const event = {
      type: decoded?.type as 'AlarmRuleDefined',
      data: decoded?.value as AlarmRuleDefined,
    };
    outcomes.set(event.data.eventId, rules.apply(event));
    return { topic: record.topic, partition: 0, offset: log.length };
  };
  const seen = async (eventId: string) => {
    await new Promise((resolve) => setImmediate(resolve));
    return outcomes.get(eventId) ?? ('timeout' as const);
  };
  writes = new RuleWrites({ append }, codecs, { rules, seen }, 1_000);
});

describe('a rule', () => {
  it('1. is made, changed and retired, version by version', async () => {
    expect(await writes.define(author, 'hot', definition)).toMatchObject({ created: true, rule: { version: 1 } });
    expect(await writes.define(author, 'hot', { ...definition, limit: 80 })).toMatchObject({
      created: false,
      rule: { version: 2, limit: 80 },
    });
    await writes.retire(author, 'hot');
    expect(rules.of('acme')).toEqual([]);
    expect(log.map(({ topic, key }) => `${topic} ${key}`)).toEqual(Array(3).fill('rules.events acme/hot'));
    const last = codecs.decode(log[2]?.value as Buffer)?.value as AlarmRuleRetired;
    expect(last).toMatchObject({ version: 3, actor: 'ana' });
  });

  it('2. that is written the same again changes nothing', async () => {
    await writes.define(author, 'hot', definition);
    await writes.define(author, 'hot', { ...definition });
    expect(log).toHaveLength(1);
  });

  it('3. that breaks rules is refused with field, value and rule', async () => {
    await expect(writes.define(author, 'hot', { ...definition, limit: null })).rejects.toMatchObject({
      status: 422,
      details: { errors: [{ field: 'limit', value: null, rule: 'must be a number for kind THRESHOLD_HIGH' }] },
    });
    expect(log).toEqual([]);
  });

  it('4. that somebody else writes at the same time is a conflict', async () => {
    before = () =>
      rules.apply({
        type: 'AlarmRuleDefined',
        data: {
          ...definition,
          ...{ eventId: 'theirs', tenant: 'acme', ruleId: 'hot', version: 1, actor: 'bob', occurredAt: 1 },
          limit: 70,
        },
      });
    await expect(writes.define(author, 'hot', definition)).rejects.toMatchObject({ status: 409 });
    expect(rules.get('acme', 'hot')?.rule?.limit).toBe(70);
  });

  it('5. that does not exist cannot be retired', async () => {
    await expect(writes.retire(author, 'hot')).rejects.toMatchObject({ status: 404 });
  });
});
