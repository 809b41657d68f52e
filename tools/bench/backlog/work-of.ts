import { startKafkaStreams, type KafkaStreamsTopology } from '../peers/kafka-streams.ts';
import { startService } from '../service.ts';
import type { BenchContext } from '../stage.ts';
import type { Backlog } from './backlog.ts';
import { measureWork, type Work, type Workers } from './work.ts';

export interface ServiceWork extends Pick<Workers, 'between' | 'helperCpu'> {
  readonly service: string;
  /** The consumer group is `millrace.<stream>`. */
  readonly stream: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** One of our services works a backlog off. */
export async function workOfService(context: BenchContext, work: ServiceWork, backlog: Backlog): Promise<Work> {
  const { service, stream, env, ...measuring } = work;
  const { process } = await startService(context, service, env === undefined ? {} : { env });
  try {
    return await measureWork(context, { processes: [process], groupId: `millrace.${stream}`, backlog, ...measuring });
  } finally {
    await process.stop();
  }
}

/** Kafka Streams works a backlog off. */
export async function workOfPeer(context: BenchContext, peer: KafkaStreamsTopology, backlog: Backlog): Promise<Work> {
  const process = await startKafkaStreams(context, { ...peer, input: backlog.topic });
  try {
    return await measureWork(context, { processes: [process], groupId: peer.application, backlog });
  } finally {
    await process.stop();
  }
}
