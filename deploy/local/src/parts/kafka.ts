import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { ClassArchive } from '../provision/class-archive.ts';
import { provisionKafka } from '../provision/kafka.ts';
import { chooseJdk, findJdks, type Jdk } from '../tools/jdk.ts';
import { mustRun } from '../tools/run-tool.ts';
import { LOG4J2_PROPERTIES, renderServerProperties } from './kafka-config.ts';
import { liveBrokers } from './kafka-probe.ts';
import type { Part, PartContext } from './part.ts';

/** Apache Kafka 4 runs on Java 17 and up. */
const MIN_JAVA = 17;

export const kafkaPart: Part = {
  name: 'kafka',
  ports: ['kafka', 'kafkaController'],
  stopDeadlineMs: 30_000,
  async prepare(context) {
    const jars = await provisionKafka(context.onProgress);
    const jdk = chooseJdk(await findJdks(), MIN_JAVA, 'Apache Kafka');
    const jvm = [
      '-Xms256m',
      '-Xmx512m',
      '-XX:+UseG1GC',
      `-Dlog4j2.configurationFile=${join(context.dataDir, 'log4j2.properties')}`,
    ];
    const args = [...jvm, '-cp', join(jars, '*')];
    const config = await writeConfig(context);
    const archive = new ClassArchive(basename(jars), jdk);
    await formatOnce(context, jdk, [...archive.optionsIfThere(), ...args], config);
    return {
      file: jdk.java,
      args: [...archive.options(), ...args, 'kafka.Kafka', config],
      cwd: context.dataDir,
      onEnd: (how) => archive.ended(how),
    };
  },
  ready: async (context) => (await liveBrokers(context.ports.kafka)) > 0,
};

async function writeConfig({ dataDir, ports }: PartContext): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'server.properties');
  const node = { nodeId: 1, port: ports.kafka, controllerPort: ports.kafkaController, logDir: join(dataDir, 'log') };
  await writeFile(join(dataDir, 'log4j2.properties'), LOG4J2_PROPERTIES);
  await writeFile(file, renderServerProperties(node));
  return file;
}

/** KRaft storage is formatted once with an id of its own; a folder that has one is left alone. */
async function formatOnce({ dataDir }: PartContext, jdk: Jdk, args: readonly string[], config: string): Promise<void> {
  if (existsSync(join(dataDir, 'log', 'meta.properties'))) return;
  const idFile = join(dataDir, 'cluster.id');
  if (!existsSync(idFile)) await writeFile(idFile, randomBytes(16).toString('base64url'));
  const id = (await readFile(idFile, 'utf8')).trim();
  await mustRun(
    jdk.java,
    [...args, 'kafka.tools.StorageTool', 'format', '--ignore-formatted', `--cluster-id=${id}`, '-c', config],
    {
      cwd: dataDir,
    },
  );
}
