import { describe, expect, it } from 'vitest';
import { ALL_CONTRACTS, changelogTopic, CHANGELOGS, topic, TOPICS } from './index.ts';

describe('TOPICS', () => {
  it('has every topic name once', () => {
    expect(TOPICS.map((spec) => spec.name).sort()).toEqual(Object.values(topic).sort());
    const all = [...TOPICS, ...CHANGELOGS].map((spec) => spec.name);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(ALL_CONTRACTS.map((contract) => [contract.name, contract] as const))('has %s on one topic', (_, contract) => {
    const holding = TOPICS.filter((spec) => spec.contracts.includes(contract));
    expect(holding.map((spec) => spec.name)).toEqual([contract.topic]);
    expect(contract.subject).toBe(`${contract.topic}-${contract.fullName}`);
  });

  it('keeps events for ever and compacts none of them', () => {
    expect(TOPICS.filter((spec) => spec.compaction)).toEqual([]);
    const events = TOPICS.filter((spec) => spec.name.endsWith('.events'));
    expect(events.filter((spec) => spec.retention !== 'forever')).toEqual([]);
  });

  it('gives every topic that a stream may read together the same number of partitions', () => {
    const counts = TOPICS.filter((spec) => spec.name !== topic.deadLetters).map((spec) => spec.partitions);
    expect(new Set([...counts, changelogTopic('alerting', 'alarms').partitions]).size).toBe(1);
  });
});

describe('changelogTopic', () => {
  it('is compacted, kept for ever and named after service and store', () => {
    expect(changelogTopic('enrichment', 'assets')).toMatchObject({
      name: 'enrichment.assets.changelog',
      compaction: true,
      retention: 'forever',
      contracts: [],
    });
  });
});
