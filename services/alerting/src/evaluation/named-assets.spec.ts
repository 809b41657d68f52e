import { DecodedView, EnrichedMessageReader, TelemetryEnriched, type EnrichedView } from '@millrace/contracts';
import { expect, it } from 'vitest';
import { codecs } from '../outlet.fixture.ts';
import { NamedAssets } from './named-assets.ts';

const reader = new EnrichedMessageReader(codecs.idOf(TelemetryEnriched));
const telemetry = (assetId: string, assetPath: string): TelemetryEnriched => ({
  ...{ eventId: 'e', tenant: 'acme', assetId, assetPath, deviceId: 'gw', receivedAt: 1, readings: [] },
  ...{ sourcePartition: 0, sourceOffset: 0, shift: null },
});
const read = (assetId: string, assetPath: string): EnrichedView =>
  reader.read(codecs.encode(TelemetryEnriched, telemetry(assetId, assetPath)))!;

it('names an asset once, and anew when it has moved', () => {
  const assets = new NamedAssets();
  const first = assets.of(read('press-7', 'acme/hamburg/press-7'));
  expect(first).toEqual({
    ...{ tenant: 'acme', assetId: 'press-7', assetPath: 'acme/hamburg/press-7', key: 'acme/press-7' },
  });
  expect(assets.of(read('press-8', 'acme/hamburg/press-8')).assetId).toBe('press-8');
  expect(assets.of(read('press-7', 'acme/hamburg/press-7'))).toBe(first);
  expect(assets.of(read('press-7', 'acme/berlin/press-7')).assetPath).toBe('acme/berlin/press-7');
  expect(assets.of(new DecodedView(telemetry('press-7', 'acme/hamburg/press-7')))).toEqual(first);
});
