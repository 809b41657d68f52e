import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, chooseJdk, copyJars, findJdks, mustRun, once } from '@millrace/local-stack';
import { BenchedProcess } from '../benched-process.ts';
import type { BenchContext } from '../stage.ts';

const SOURCES = join(import.meta.dirname, 'kafka-streams');
/** Records and switch expressions are in the sources. */
const JAVA = 17;

/** What a Kafka Streams application does, and where its results go. */
export interface KafkaStreamsTopology {
  readonly topology: 'enrichment' | 'detection';
  /** Names the consumer group, too. */
  readonly application: string;
  readonly output: string;
  /** Topic of the global table; of `enrichment` only. */
  readonly assets?: string;
}

/** A Kafka Streams application with exactly_once_v2 and otherwise its defaults. */
export async function startKafkaStreams(
  { stack, dir, tell }: Pick<BenchContext, 'stack' | 'dir' | 'tell'>,
  { topology, application, input, output, assets }: KafkaStreamsTopology & { readonly input: string },
): Promise<BenchedProcess> {
  const { home } = chooseJdk(await findJdks(), JAVA, 'The Kafka Streams peer');
  const classPath = await provision(home, tell);
  const brokers = stack.addresses.kafkaBrokers.join(',');
  return new BenchedProcess({
    file: join(home, 'bin/java'),
    args: [
      ...['-cp', classPath, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', 'Peer', topology, brokers],
      ...[application, join(dir, application), input, output, ...(assets === undefined ? [] : [assets])],
    ],
    logFile: join(dir, `${application}.log`),
  });
}

/** Fetches the jars and compiles the peer once for what its sources say; the class path. */
async function provision(jdk: string, tell: (line: string) => void): Promise<string> {
  const files = readdirSync(SOURCES).sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(SOURCES, file)));
  const target = join(cacheDir(), `kafka-streams-peer-${hash.digest('hex').slice(0, 12)}`);
  await once(target, async (folder) => {
    tell('fetching Kafka Streams with Maven (73 MB, once) and compiling the peer');
    await copyJars(join(SOURCES, 'pom.xml'), join(folder, 'jars'));
    const sources = files.filter((file) => file.endsWith('.java')).map((file) => join(SOURCES, file));
    const classPath = join(folder, 'jars', '*');
    await mustRun(join(jdk, 'bin/javac'), ['-cp', classPath, '-d', join(folder, 'classes'), ...sources]);
  });
  return `${join(target, 'jars', '*')}:${join(target, 'classes')}`;
}
