import { PARTITIONS } from '@millrace/contracts';
import { watchSeries, defaultDetectorSettings, type SeriesState } from '@millrace/domain';
import { partitionFor } from '@millrace/streaming';
import { expect, it } from 'vitest';
import { RecordingOutlet } from '../outlet.fixture.ts';
import { OwnedSeries } from './owned-series.ts';
import { seriesKey, seriesStore } from './series-store.ts';

const series = { tenant: 'acme', assetId: 'press-7', metric: 'vibration' };
const partition = partitionFor('acme/press-7', PARTITIONS);
const state = watchSeries(
  undefined,
  { value: 1, quality: 'GOOD', occurredAt: 1, receivedAt: 1 },
  defaultDetectorSettings,
  () => 'id',
).state as SeriesState;

it('finds a series while its partition is held, and not after it was lost', () => {
  const owned = new OwnedSeries();
  const outlet = new RecordingOutlet();
  const lost = new AbortController();
  expect(owned.find(series)).toBe('elsewhere');
  owned.hold({ partition, signal: lost.signal, store: (spec) => outlet.store(spec) });
  expect(owned.find(series)).toBe('unknown');
  outlet.store(seriesStore).set(seriesKey(series), state);
  expect(owned.find(series)).toEqual(state);
  lost.abort();
  expect(owned.find(series)).toBe('elsewhere');
});
