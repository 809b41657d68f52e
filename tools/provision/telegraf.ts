import { provisionGoTool } from './go-tool.ts';
import { isMain } from './main-module.ts';

/** The path of a Telegraf command that has what the benchmark uses: the HTTP listener, the MQTT consumer, the Kafka output and JSON. */
export const provisionTelegraf = (report?: (line: string) => void): Promise<string> =>
  provisionGoTool(
    {
      name: 'telegraf',
      package: 'github.com/influxdata/telegraf/cmd/telegraf',
      version: 'v1.37.2',
      tags: 'custom,inputs.http_listener_v2,inputs.mqtt_consumer,outputs.kafka,parsers.json,serializers.json',
      probe: ['version'],
    },
    report,
  );

if (isMain(import.meta.url)) console.log(await provisionTelegraf((line) => console.error(line)));
