import type { EventContract } from './contract.ts';
import { ALL_CONTRACTS, type AnyEvent } from './generated/index.ts';
import { topic } from './topic-names.ts';

/** A topic as code: what provisioning creates and what a reader can rely on. */
export interface TopicSpec {
  readonly name: string;
  /** What the record key is made of, for people: `<tenant>/<deviceId>`. */
  readonly key: string;
  readonly partitions: number;
  /** How long a record is kept at least; `forever` is `retention.ms=-1`. */
  readonly retention: 'forever' | { readonly ms: number };
  /** true: `cleanup.policy=compact`, only the last record of a key is sure to be kept. */
  readonly compaction: boolean;
  /** In-sync replicas an acks=all write waits for; provisioning caps it at the replication factor of the cluster. */
  readonly minInsyncReplicas: number;
  readonly contracts: readonly EventContract<AnyEvent>[];
  readonly doc: string;
}

/**
 * Partitions of every event, command and changelog topic. One number for all: a stream's task is one partition number across its
 * input topics and its changelog, which works only if they have the same count. It cannot be changed later without moving keys.
 */
export const PARTITIONS = 6;
/** Dead letters are few and read by people: one partition keeps them in one order. */
const DEAD_LETTER_PARTITIONS = 1;
/** With a replication factor of 3 a write survives the loss of any one broker and goes on without it. */
const MIN_INSYNC_REPLICAS = 2;

const DAY_MS = 24 * 60 * 60 * 1000;
const FOREVER = 'forever';

const spec = (parts: Pick<TopicSpec, 'name' | 'key' | 'retention' | 'doc'> & Partial<TopicSpec>): TopicSpec => ({
  partitions: PARTITIONS,
  compaction: false,
  minInsyncReplicas: MIN_INSYNC_REPLICAS,
  contracts: ALL_CONTRACTS.filter((contract) => contract.topic === parts.name),
  ...parts,
});

/** Every topic of the product except changelogs (see changelogTopic). Events are never compacted: each one is a fact. */
export const TOPICS: readonly TopicSpec[] = [
  spec({
    name: topic.telemetryReceived,
    key: '<tenant>/<deviceId>',
    retention: { ms: 7 * DAY_MS },
    doc: 'Readings as they came, one record per device message. Years of it are in ClickHouse.',
  }),
  spec({
    name: topic.telemetryEnriched,
    key: '<tenant>/<assetId>',
    retention: { ms: 7 * DAY_MS },
    doc: 'Readings by asset, in the unit of the asset; one record per device message and asset.',
  }),
  spec({
    name: topic.telemetryRejected,
    key: '<tenant>/<deviceId>',
    retention: { ms: 30 * DAY_MS },
    doc: 'What could not be used, with reason and original bytes; thirty days to repair and replay it.',
  }),
  spec({
    name: topic.telemetryLedger,
    key: '<tenant>/<partition of telemetry.received>',
    retention: { ms: 30 * DAY_MS },
    doc: 'What each hop counted, by source and ten seconds: with it "received = stored" is a query.',
  }),
  spec({
    name: topic.devicesEvents,
    key: '<tenant>/<deviceId>',
    retention: FOREVER,
    doc: 'Credentials, births, deaths and first sight of devices.',
  }),
  spec({
    name: topic.assetsCommands,
    key: '<tenant>/<assetId>',
    retention: { ms: 7 * DAY_MS },
    doc: 'What people want done to the asset registry. The outcome is on assets.events.',
  }),
  spec({
    name: topic.assetsEvents,
    key: '<tenant>/<assetId>',
    retention: FOREVER,
    doc: 'The asset registry: hierarchy and metric bindings, and the commands that were refused.',
  }),
  spec({
    name: topic.assetTypesCommands,
    key: '<tenant>/<typeId>',
    retention: { ms: 7 * DAY_MS },
    doc: 'What people want done to asset types. The outcome is on asset-types.events.',
  }),
  spec({
    name: topic.assetTypesEvents,
    key: '<tenant>/<typeId>',
    retention: FOREVER,
    doc: 'Asset types, each event the whole definition, and the commands that were refused.',
  }),
  spec({
    name: topic.correctionsCommands,
    key: '<tenant>/<assetId>',
    retention: { ms: 7 * DAY_MS },
    doc: 'What people want done about wrong readings. The outcome is on corrections.events.',
  }),
  spec({
    name: topic.correctionsEvents,
    key: '<tenant>/<assetId>',
    retention: FOREVER,
    doc: 'Corrections of readings that were requested, approved, rejected or withdrawn, and the commands that were refused.',
  }),
  spec({
    name: topic.anomaliesEvents,
    key: '<tenant>/<assetId>',
    retention: FOREVER,
    doc: 'Anomalies opened, going on and closed.',
  }),
  spec({
    name: topic.rulesEvents,
    key: '<tenant>/<ruleId>',
    retention: FOREVER,
    doc: 'Alarm rules, each event the whole state of its rule.',
  }),
  spec({
    name: topic.alarmsCommands,
    key: '<tenant>/<alarmId>',
    retention: { ms: 7 * DAY_MS },
    doc: 'Conditions that became true or false and what operators want. The outcome is on alarms.events.',
  }),
  spec({
    name: topic.alarmsEvents,
    key: '<tenant>/<alarmId>',
    retention: FOREVER,
    doc: 'The life of every alarm, and the commands that were refused.',
  }),
  spec({
    name: topic.notificationsEvents,
    key: '<tenant>/<alarmId>',
    retention: FOREVER,
    doc: 'Who was told of what, and what could not be delivered.',
  }),
  spec({
    name: topic.deadLetters,
    key: '<stream>',
    partitions: DEAD_LETTER_PARTITIONS,
    retention: FOREVER,
    doc: 'Records a stream could not process, whole. Kept until a person has dealt with them.',
  }),
  spec({
    name: topic.repairsCommands,
    key: '<tenant>/<letterId>',
    retention: { ms: 7 * DAY_MS },
    doc: 'What people want done with what could not be used: try it again, or give it up. The outcome is on repairs.events.',
  }),
  spec({
    name: topic.repairsEvents,
    key: '<tenant>/<letterId>',
    retention: FOREVER,
    doc: 'What was resubmitted or discarded, and the commands that were refused.',
  }),
  spec({
    name: topic.auditEvents,
    key: '<tenant>/<actor>',
    retention: FOREVER,
    doc: 'Who did what, allowed or refused.',
  }),
  spec({
    name: topic.auditSeals,
    key: '<partition of audit.events>',
    retention: FOREVER,
    doc: 'A chain of seals over each partition of audit.events: what shows that nothing of it was changed.',
  }),
];

/** The compacted topic a state store is restored from: `<service>.<store>.changelog`, partitioned like the store's inputs. */
export function changelogTopic(service: string, store: string): TopicSpec {
  return spec({
    name: `${service}.${store}.changelog`,
    key: `key of the store ${store}`,
    retention: FOREVER,
    compaction: true,
    doc: `State of ${service}'s store ${store}: the last record of a key is its value, an empty record deletes it.`,
  });
}

/** The changelogs of the state stores that the services keep, by service; provisioning creates them with the topics. */
export const CHANGELOGS: readonly TopicSpec[] = [
  changelogTopic('ingestion', 'repairs'),
  changelogTopic('enrichment', 'assets'),
  changelogTopic('enrichment', 'asset-types'),
  changelogTopic('enrichment', 'corrections'),
  changelogTopic('enrichment', 'unknown-devices'),
  changelogTopic('enrichment', 'audit-chain'),
  changelogTopic('enrichment', 'ledger-interval'),
  changelogTopic('enrichment', 'ledger-counters'),
  changelogTopic('anomaly-detection', 'series'),
  changelogTopic('alerting', 'conditions'),
  changelogTopic('alerting', 'alarms'),
];
