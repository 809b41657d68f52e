import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { provisionTelegraf } from '../../provision/telegraf.ts';
import { BenchedProcess } from '../benched-process.ts';

export interface TelegrafOptions {
  readonly dir: string;
  readonly port: number;
  readonly brokers: readonly string[];
  readonly topic: string;
  tell(line: string): void;
}

/** Where Telegraf takes the flushes: it answers when it has them in memory, not when Kafka has them. */
export const telegrafUrl = (port: number): string => `http://127.0.0.1:${port}/telemetry`;

/** HTTP → Kafka by Telegraf: the same device messages, a metric each, written as JSON with all in-sync replicas acknowledging. */
export async function startTelegraf({ dir, port, brokers, topic, tell }: TelegrafOptions): Promise<BenchedProcess> {
  const telegraf = await provisionTelegraf(tell);
  const file = join(dir, 'telegraf.conf');
  writeFileSync(file, configuration(port, brokers, topic));
  const program = { file: telegraf, args: ['--config', file, '--quiet'], logFile: join(dir, 'telegraf.log') };
  const started = new BenchedProcess(program);
  // Anything but a refused connection is an answer: a GET is not allowed here.
  await started.until(() => fetch(telegrafUrl(port)).then(() => true), 'Telegraf to listen');
  return started;
}

/** Large batches and a buffer that holds the whole run, so that Telegraf never waits and never drops. */
function configuration(port: number, brokers: readonly string[], topic: string): string {
  return `
[agent]
  interval = "1s"
  flush_interval = "200ms"
  metric_batch_size = 5000
  metric_buffer_limit = 10000000
  omit_hostname = true

[[inputs.http_listener_v2]]
  service_address = "tcp://127.0.0.1:${port}"
  paths = ["/telemetry"]
  methods = ["POST"]
  data_format = "json"
  tag_keys = ["deviceId"]
  json_string_fields = ["messageId"]
  json_time_key = "occurredAt"
  json_time_format = "unix_ms"

[[outputs.kafka]]
  brokers = [${brokers.map((broker) => `"${broker}"`).join(', ')}]
  topic = "${topic}"
  routing_tag = "deviceId"
  required_acks = -1
  max_message_bytes = 1000000
  data_format = "json"
`;
}
