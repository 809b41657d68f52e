import { stackHost } from '../ports.ts';

export interface KafkaNode {
  readonly nodeId: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly logDir: string;
  /** All controllers of the cluster, `id@host:port`; by default this node alone. */
  readonly voters?: readonly string[];
  /** How many nodes hold each internal topic; by default one. */
  readonly replication?: number;
  /** Further ways to the broker: a client that comes by one is told to stay on it, so that a proxy can stand in its way. */
  readonly doors?: readonly Door[];
}

/** A listener of its own for some clients. */
export interface Door {
  /** Upper case letters. */
  readonly name: string;
  readonly port: number;
  /** Where its clients are told to go: a proxy's port. */
  readonly advertisedPort: number;
}

/** server.properties of a combined broker and controller that listens on loopback only. */
export function renderServerProperties(node: KafkaNode): string {
  const replication = node.replication ?? 1;
  const minIsr = Math.max(1, replication - 1);
  const voters = node.voters ?? [`${node.nodeId}@${stackHost()}:${node.controllerPort}`];
  const doors = [{ name: 'PLAINTEXT', port: node.port, advertisedPort: node.port }, ...(node.doors ?? [])];
  const at = (name: string, port: number): string => `${name}://${stackHost()}:${port}`;
  return properties({
    'process.roles': 'broker,controller',
    'node.id': node.nodeId,
    'controller.quorum.voters': voters.join(','),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': [...doors.map(({ name }) => name), 'CONTROLLER']
      .map((name) => `${name}:PLAINTEXT`)
      .join(','),
    listeners: [...doors.map(({ name, port }) => at(name, port)), at('CONTROLLER', node.controllerPort)].join(','),
    'advertised.listeners': doors.map(({ name, advertisedPort }) => at(name, advertisedPort)).join(','),
    'log.dirs': node.logDir,
    // Topics are code (libs/contracts): a typo must fail instead of making a topic with default settings.
    'auto.create.topics.enable': false,
    'default.replication.factor': replication,
    'min.insync.replicas': minIsr,
    'offsets.topic.replication.factor': replication,
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.replication.factor': replication,
    'transaction.state.log.min.isr': minIsr,
    'transaction.state.log.num.partitions': 8,
    'share.coordinator.state.topic.replication.factor': replication,
    'share.coordinator.state.topic.min.isr': minIsr,
    // The default waits 3 s for more members before a new group gets its first assignment.
    'group.initial.rebalance.delay.ms': 0,
    // Changelogs are compacted while one watches, and a small disk stays small.
    'log.segment.bytes': 128 * 1024 * 1024,
    'log.retention.check.interval.ms': 30_000,
    // By default 128 MiB of the heap for finding what compaction may drop; this much knows 600,000 keys at a time.
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    // One record may hold the original bytes of a large device message.
    'message.max.bytes': 8 * 1024 * 1024,
    'replica.fetch.max.bytes': 8 * 1024 * 1024,
  });
}

/** Warnings and the line that says the broker has started; everything else is noise in a log that a person reads. */
export const LOG4J2_PROPERTIES = properties({
  status: 'error',
  shutdownHook: 'disable',
  'appender.out.type': 'Console',
  'appender.out.name': 'out',
  'appender.out.layout.type': 'PatternLayout',
  'appender.out.layout.pattern': '%d{ISO8601} %-5p %c{1} %m%n',
  'rootLogger.level': 'warn',
  'rootLogger.appenderRef.out.ref': 'out',
  'logger.server.name': 'kafka.server.KafkaRaftServer',
  'logger.server.level': 'info',
});

/** Java's properties format: a backslash starts an escape, so a Windows-like path must double it. */
function properties(values: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${String(value).replaceAll('\\', '\\\\')}\n`)
    .join('');
}
