import { topic } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import type { BenchedProcess } from '../benched-process.ts';
import { BenchTopics } from '../input/bench-topics.ts';
import { JsonPlant, type MqttPlant, SparkplugPlant } from '../load/mqtt-plant.ts';
import { publishPaced } from '../load/publish-paced.ts';
import { startTelegraf, telegrafMqtt } from '../peers/telegraf.ts';
import { startService } from '../service.ts';
import type { BenchContext, Stage } from '../stage.ts';

const WARM_UP = 60_000;
const MESSAGES = 200_000;

/**
 * Device messages per core-second from Mosquitto until Kafka has them: Sparkplug DDATA of 8 metrics at QoS 0. Telegraf has no parser that
 * knows Sparkplug's births and aliases, so it gets the same devices' messages as JSON with the names in them.
 */
export const ingestionSparkplug: Stage = {
  name: 'ingestion.sparkplug',
  parts: ['kafka', 'registry', 'mosquitto'],
  run: (context) =>
    BenchTopics.with(context, async (topics) => {
      const ours = await sparkplugByUs(context, topics);
      const peer = await jsonByTelegraf(context, topics);
      return [{ stage: 'ingestion.sparkplug', unit: 'device messages per core-second', ours, peer, goal: 2 }];
    }),
};

async function sparkplugByUs(context: BenchContext, topics: BenchTopics): Promise<number> {
  const { mqtt } = context.stack.addresses;
  const env = { MQTT_URL: mqtt.url, MQTT_USERNAME: mqtt.user, MQTT_PASSWORD: mqtt.password };
  const { process } = await startService(context, 'ingestion', { env });
  const plant = await SparkplugPlant.connect(mqtt);
  try {
    plant.bear();
    await topics.holds(topic.devicesEvents, SparkplugPlant.births);
    return await measured(context, topics, topic.telemetryReceived, plant, process);
  } finally {
    await plant.close();
    await process.stop();
  }
}

async function jsonByTelegraf(context: BenchContext, topics: BenchTopics): Promise<number> {
  const { mqtt } = context.stack.addresses;
  const written = await topics.like(topic.telemetryReceived, 'bench.telegraf');
  const process = await startTelegraf(context, telegrafMqtt(mqtt, JsonPlant.filter), written);
  const plant = await JsonPlant.connect(mqtt);
  try {
    // It does not say when it has subscribed: what it passes on does.
    const subscribed = async (): Promise<boolean> => {
      process.assertAlive();
      plant.publish();
      return (await topics.count(written)) > 0;
    };
    await waitFor(subscribed, { timeoutMs: 60_000, intervalMs: 500, describe: 'Telegraf to subscribe' });
    return await measured(context, topics, written, plant, process);
  } finally {
    await plant.close();
    await process.stop();
  }
}

async function measured(
  { sized }: BenchContext,
  topics: BenchTopics,
  to: string,
  plant: MqttPlant,
  process: BenchedProcess,
): Promise<number> {
  await send(topics, to, plant, sized(WARM_UP));
  const before = process.cpuSeconds();
  await send(topics, to, plant, sized(MESSAGES));
  return sized(MESSAGES) / (process.cpuSeconds() - before);
}

/** Publishes messages and waits until Kafka has every one of them. */
async function send(topics: BenchTopics, to: string, plant: MqttPlant, messages: number): Promise<void> {
  const wanted = (await settled(topics, to)) + messages;
  await publishPaced(plant, messages, () => topics.count(to));
  await topics.holds(to, wanted);
}

/** How many records there are when no more come. */
async function settled(topics: BenchTopics, to: string): Promise<number> {
  let count = -1;
  const same = async (): Promise<boolean> => {
    const now = await topics.count(to);
    const still = now === count;
    count = now;
    return still;
  };
  await waitFor(same, { timeoutMs: 60_000, intervalMs: 1_000, describe: `${to} to settle` });
  return count;
}
