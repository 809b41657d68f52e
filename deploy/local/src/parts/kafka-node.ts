import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Command } from '../process/guarded-process.ts';
import type { OnProgress } from '../progress.ts';
import { ClassArchive } from '../provision/class-archive.ts';
import { provisionKafka } from '../provision/kafka.ts';
import { chooseJdk, findJdks, type Jdk } from '../tools/jdk.ts';
import { mustRun } from '../tools/run-tool.ts';
import { type KafkaNode, LOG4J2_PROPERTIES, renderServerProperties } from './kafka-config.ts';

/** Apache Kafka 4 runs on Java 17 and up. */
const MIN_JAVA = 17;
/** As in Kafka's own start script: short pauses, and marking that begins early. */
const GARBAGE_COLLECTION = ['-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20', '-XX:InitiatingHeapOccupancyPercent=35'];

export interface KafkaNodeOptions {
  /** The node's own folder; it survives restarts. */
  readonly dataDir: string;
  readonly node: Omit<KafkaNode, 'logDir'>;
  /** The same for all nodes of a cluster; by default one made here, for a cluster of one. */
  readonly clusterId?: string;
  /** Java heap, MiB. */
  readonly heapMiB: number;
  /** Further options of the JVM. */
  readonly jvmOptions?: readonly string[];
  readonly onProgress: OnProgress;
}

/** An id for a new cluster. */
export const newClusterId = (): string => randomBytes(16).toString('base64url');

/** The command that runs one Kafka node; fetches Kafka, writes the configuration and formats the storage if need be. */
export async function prepareKafkaNode(options: KafkaNodeOptions): Promise<Command> {
  const { dataDir, heapMiB, onProgress } = options;
  const jars = await provisionKafka(onProgress);
  const jdk = chooseJdk(await findJdks(), MIN_JAVA, 'Apache Kafka');
  const jvm = [
    `-Xms${heapMiB >> 1}m`,
    `-Xmx${heapMiB}m`,
    ...GARBAGE_COLLECTION,
    ...(options.jvmOptions ?? []),
    `-Dlog4j2.configurationFile=${join(dataDir, 'log4j2.properties')}`,
  ];
  const args = [...jvm, '-cp', join(jars, '*')];
  const config = await writeConfig(options);
  const archive = new ClassArchive(basename(jars), jdk);
  await formatOnce(options, jdk, [...archive.optionsIfThere(), ...args], config);
  return {
    file: jdk.java,
    args: [...archive.options(), ...args, 'kafka.Kafka', config],
    cwd: dataDir,
    onEnd: (how) => archive.ended(how),
  };
}

const logDirOf = (dataDir: string): string => join(dataDir, 'log');

async function writeConfig({ dataDir, node }: KafkaNodeOptions): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'server.properties');
  await writeFile(join(dataDir, 'log4j2.properties'), LOG4J2_PROPERTIES);
  await writeFile(file, renderServerProperties({ ...node, logDir: logDirOf(dataDir) }));
  return file;
}

/** KRaft storage is formatted once with the cluster's id; a folder that has one is left alone. */
async function formatOnce(
  { dataDir, clusterId }: KafkaNodeOptions,
  jdk: Jdk,
  args: readonly string[],
  config: string,
): Promise<void> {
  if (existsSync(join(logDirOf(dataDir), 'meta.properties'))) return;
  const idFile = join(dataDir, 'cluster.id');
  if (!existsSync(idFile)) await writeFile(idFile, clusterId ?? newClusterId());
  const id = (await readFile(idFile, 'utf8')).trim();
  await mustRun(
    jdk.java,
    [...args, 'kafka.tools.StorageTool', 'format', '--ignore-formatted', `--cluster-id=${id}`, '-c', config],
    { cwd: dataDir },
  );
}
