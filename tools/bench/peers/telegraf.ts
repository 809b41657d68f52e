import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '@millrace/local-stack';
import { provisionTelegraf } from '../../provision/telegraf.ts';
import { BenchedProcess } from '../benched-process.ts';
import type { BenchContext } from '../stage.ts';

/** Where Telegraf takes the flushes: it answers when it has them in memory, not when Kafka has them. */
export const telegrafUrl = (port: number): string => `http://127.0.0.1:${port}/telemetry`;

/** X → Kafka by Telegraf: the same device messages, a metric each, written as JSON with all in-sync replicas acknowledging. */
export async function startTelegraf(
  { stack, dir, tell }: Pick<BenchContext, 'stack' | 'dir' | 'tell'>,
  input: string,
  topic: string,
): Promise<BenchedProcess> {
  const telegraf = await provisionTelegraf(tell);
  const file = join(dir, 'telegraf.conf');
  writeFileSync(file, configuration(input, stack.addresses.kafkaBrokers, topic));
  return new BenchedProcess({
    file: telegraf,
    args: ['--config', file, '--quiet'],
    logFile: join(dir, 'telegraf.log'),
  });
}

/** Gateway flushes over HTTP. */
export const telegrafHttp = (port: number): string => `
[[inputs.http_listener_v2]]
  service_address = "tcp://127.0.0.1:${port}"
  paths = ["/telemetry"]
  methods = ["POST"]
${MESSAGES}`;

/** Device messages as JSON from an MQTT broker, QoS 0; as many in hand as the load may be ahead. */
export const telegrafMqtt = ({ host, port, user, password }: Stack['addresses']['mqtt'], filter: string): string => `
[[inputs.mqtt_consumer]]
  servers = ["tcp://${host}:${port}"]
  topics = ["${filter}"]
  topic_tag = ""
  qos = 0
  username = "${user}"
  password = "${password}"
  max_undelivered_messages = 100000
${MESSAGES}`;

/** How a device message becomes a metric: its device a tag, its time the metric's. */
const MESSAGES = `  data_format = "json"
  tag_keys = ["deviceId"]
  json_string_fields = ["messageId"]
  json_time_key = "occurredAt"
  json_time_format = "unix_ms"`;

/** Large batches and a buffer that holds the whole run, so that Telegraf never waits and never drops. */
function configuration(input: string, brokers: readonly string[], topic: string): string {
  return `
[agent]
  interval = "1s"
  flush_interval = "200ms"
  metric_batch_size = 5000
  metric_buffer_limit = 10000000
  omit_hostname = true
${input}

[[outputs.kafka]]
  brokers = [${brokers.map((broker) => `"${broker}"`).join(', ')}]
  topic = "${topic}"
  routing_tag = "deviceId"
  required_acks = -1
  max_message_bytes = 1000000
  data_format = "json"
`;
}
