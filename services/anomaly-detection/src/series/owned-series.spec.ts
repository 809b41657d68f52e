import { PARTITIONS } from '@millrace/contracts';
import { defaultDetectorSettings } from '@millrace/domain';
import { partitionFor } from '@millrace/streaming';
import { expect, it } from 'vitest';
import { RecordingOutlet } from '../outlet.fixture.ts';
import { OwnedSeries } from './owned-series.ts';
import { assetKey, seriesStore } from './series-store.ts';

const series = { tenant: 'acme', assetId: 'press-7', metric: 'vibration' };
const partition = partitionFor('acme/press-7', PARTITIONS);
const reading = { value: 1, quality: 'GOOD', occurredAt: 1, receivedAt: 1 } as const;

it('finds a series while its partition is held, and not after it was lost', () => {
  const owned = new OwnedSeries();
  const store = new RecordingOutlet().store(seriesStore);
  const lost = new AbortController();
  expect(owned.find(series, ({ readings }) => readings)).toBe('elsewhere');
  owned.hold({ partition, signal: lost.signal, store: () => store as never });
  expect(owned.find(series, ({ readings }) => readings)).toBe('unknown');
  store.table.watch(
    store.table.asset(assetKey('acme', 'press-7')),
    'vibration',
    reading,
    defaultDetectorSettings,
    () => 'id',
  );
  expect(owned.find(series, ({ readings }) => readings)).toBe(1);
  lost.abort();
  expect(owned.find(series, ({ readings }) => readings)).toBe('elsewhere');
});
