import { readFileSync } from 'node:fs';
import { Codecs } from '@millrace/contracts';
import type { ChainHead } from '@millrace/domain';
import { createLogger, kafkaConnection, kafkaSettings, loadSettings } from '@millrace/platform';
import { z } from 'zod';
import { verifyAudit, type Verified } from './verify.ts';

/** Verifies the chain of seals over `audit.events`; `millrace audit verify` starts it, with the file of an earlier result if there is one. */
const settings = loadSettings(z.object(kafkaSettings));
// Findings have standard output to themselves: only what went wrong is logged.
const logger = createLogger({ service: 'audit', level: 'error', destination: process.stderr });
const codecs = await Codecs.connect({ registryUrl: settings.SCHEMA_REGISTRY_URL, autoRegister: false });
const connection = kafkaConnection(settings, 'millrace-audit');

const earlier = process.argv[2] === undefined ? {} : headsOf(readFileSync(process.argv[2], 'utf8'));
const found = await verifyAudit({ connection, codecs, logger, expected: earlier });
for (const line of findings(found)) process.stdout.write(`${line}\n`);
const isWhole = Object.values(found).every(({ broken }) => broken.length === 0);
process.send?.({ ok: isWhole, partitions: found });
process.exitCode = isWhole ? 0 : 1;
process.disconnect?.();

function headsOf(text: string): Record<string, ChainHead> {
  const shape = z.object({ head: z.object({ records: z.number(), seal: z.string() }) });
  const { partitions } = z.object({ partitions: z.record(z.string(), shape) }).parse(JSON.parse(text));
  return Object.fromEntries(Object.entries(partitions).map(([partition, { head }]) => [partition, head]));
}

function* findings(verified: Verified): Generator<string> {
  for (const [partition, { records, seals, unsealed, broken, head }] of Object.entries(verified)) {
    const verdict = broken.length === 0 ? 'whole' : `BROKEN at ${broken.length} places`;
    yield `partition ${partition}: ${records} actions under ${seals} seals, ${unsealed} not sealed yet: ${verdict}; seal ${head.seal}`;
    for (const { fromOffset, toOffset, rule } of broken) yield `  offsets ${fromOffset} to ${toOffset}: ${rule}`;
  }
}
