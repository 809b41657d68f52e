import type { TopicSpec } from '@millrace/contracts';
import kafkajs, { type Admin } from 'kafkajs';
import { backOff } from '../backoff.ts';
import { kafkaClient } from '../kafka/client.ts';
import { silentLogger } from '../kafka/silent-logger.ts';
import type { KafkaConnection } from '../types.ts';
import { topicConfig } from './topic-config.ts';

// Of a CommonJS module Node sees by name only some exports; this is not among them.
const { ConfigResourceTypes } = kafkajs;

/** Where a topic that is there differs from its spec. */
export interface TopicDrift {
  readonly topic: string;
  /** `partitions` or the name of a topic setting. */
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
}

/** About 20 s. */
const LEADER_ATTEMPTS = 25;

export interface TopicsReport {
  readonly created: readonly string[];
  readonly drift: readonly TopicDrift[];
}

/**
 * Creates the topics that are missing and reports where the others differ. It changes nothing that is there: more partitions
 * would move keys to other partitions, and a shorter retention would delete facts; both are for a person to decide.
 */
export async function ensureTopics(
  connection: KafkaConnection,
  topics: readonly TopicSpec[],
  options: { readonly replicationFactor: number },
): Promise<TopicsReport> {
  const admin = kafkaClient(connection, silentLogger).admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !existing.has(name));
    const created = missing.length === 0 ? [] : await create(admin, missing, options.replicationFactor);
    await leadersOf(
      admin,
      topics.map(({ name }) => name),
    );
    const others = topics.filter(({ name }) => !created.includes(name));
    return { created, drift: await driftOf(admin, others, options.replicationFactor) };
  } finally {
    await admin.disconnect();
  }
}

/** The topics created by us: one request each, because kafkajs answers false when another process was faster. */
async function create(admin: Admin, specs: readonly TopicSpec[], replicationFactor: number): Promise<string[]> {
  const answers = await Promise.all(
    specs.map(async (spec) => {
      const configEntries = Object.entries(topicConfig(spec, replicationFactor)).map(([name, value]) => ({
        name,
        value,
      }));
      const asked = { topic: spec.name, numPartitions: spec.partitions, replicationFactor, configEntries };
      return (await admin.createTopics({ topics: [asked], waitForLeaders: false })) ? [spec.name] : [];
    }),
  );
  return answers.flat();
}

/** Resolves when every broker asked knows the topics: creation returns before that, and kafkajs's own wait fails on it. */
async function leadersOf(admin: Admin, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const never = new AbortController().signal;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
      if (topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0)))
        return;
      if (attempt === LEADER_ATTEMPTS) throw new Error(`no leaders yet for some of ${names.join(', ')}`);
    } catch (error) {
      if (attempt === LEADER_ATTEMPTS) throw error;
    }
    await backOff(attempt, 20, 1_000, never);
  }
}

async function driftOf(admin: Admin, specs: readonly TopicSpec[], replicationFactor: number): Promise<TopicDrift[]> {
  if (specs.length === 0) return [];
  const names = specs.map(({ name }) => name);
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  return specs.flatMap((spec) => {
    const wanted = { partitions: String(spec.partitions), ...topicConfig(spec, replicationFactor) };
    const entries = resources.find(({ resourceName }) => resourceName === spec.name)?.configEntries ?? [];
    const found = new Map(entries.map(({ configName, configValue }) => [configName, configValue]));
    found.set('partitions', String(topics.find(({ name }) => name === spec.name)?.partitions.length ?? 0));
    return Object.entries(wanted).flatMap(([what, value]) => {
      const actual = found.get(what) ?? 'unknown';
      return actual === value ? [] : [{ topic: spec.name, what, wanted: value, found: actual }];
    });
  });
}
