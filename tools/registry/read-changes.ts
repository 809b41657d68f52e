import { topic } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { readWhole } from '@millrace/streaming';
import type { BenchTopics } from '../bench/input/bench-topics.ts';
import type { Change } from './answers.ts';

const logger = createLogger({ service: 'proof', level: 'warn' });

/** Every change of these assets that is on `assets.events`. */
export async function readChanges(
  { connection, codecs }: BenchTopics,
  assetIds: ReadonlySet<string>,
): Promise<Change[]> {
  const changes: Change[] = [];
  await readWhole({
    ...{ connection, codecs, logger, topics: [topic.assetsEvents] },
    apply: ({ value }) => {
      if (!('assetId' in value) || !('version' in value) || !('commandId' in value)) return;
      const { commandId, assetId, version } = value;
      if (typeof version === 'number' && assetIds.has(assetId)) changes.push({ commandId, assetId, version });
    },
  });
  return changes;
}
