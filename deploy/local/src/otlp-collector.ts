import { parseArgs } from 'node:util';
import { otlpApp } from './otlp/app.ts';
import { SpanStore } from './otlp/span-store.ts';
import { stackHost } from './ports.ts';

/** `node otlp-collector.ts --port 4318`: keeps the last spans in spans.jsonl of the working directory. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4318' },
    'max-bytes': { type: 'string', default: String(64 * 1024 * 1024) },
  },
});

const app = otlpApp(new SpanStore('spans.jsonl', Number(values['max-bytes'])));
await app.listen({ port: Number(values.port), host: stackHost() });
console.log(`listening on http://${stackHost()}:${values.port}`);

const stop = (): void => void app.close().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
