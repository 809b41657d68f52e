import { randomUUID } from 'node:crypto';
import { TelemetryEnriched } from '@millrace/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AssetHistory, sendAssetEvents } from './asset-events.fixture.ts';
import { DAY0, END, HOUR, MINUTE } from './correction-rounds.fixture.ts';
import { CorrectionStory } from './correction-story.fixture.ts';
import { testDatabase, type TestDatabase } from './database.fixture.ts';
import { enriched, iso, reading } from './events.fixture.ts';
import { TestProducer } from './producer.fixture.ts';
import { replay } from './replay.fixture.ts';
import { freshTenant, type RunningReporting, startReporting } from './reporting.fixture.ts';

const tenant = freshTenant();
const began = Date.now();
const PATIENCE = { timeout: 40_000, interval: 200 };
/** The meter says 8 before the hour that is wrong, and 40 in the middle of it. */
const from = END - HOUR;
const at = from + 30 * MINUTE;
const eventId = randomUUID();
const scale = { metric: 'flow', kind: 'SCALE', from, to: END, factor: 0.5, offset: 1, replacements: [] } as const;

interface Shown {
  readonly metric: string;
  readonly value: unknown;
  readonly correctionId?: string;
}

let database: TestDatabase;
let producer: TestProducer;
let service: RunningReporting;
let story: CorrectionStory;
let id: string;

const get = async (path: string) => (await service.get(tenant, path)).body;
/** Value and correction of the one series in a list. */
const ofFlow = (values: unknown): unknown[] => {
  const flow = (values as Shown[]).find(({ metric }) => metric === 'flow');
  return [flow?.value, flow?.correctionId];
};
const live = async (corrections = 'applied') => ofFlow((await get(`/v1/live?corrections=${corrections}`))['items']);
const then = async (corrections = 'applied') =>
  ofFlow((await get(`/v1/plant/assets/meter-1?at=${END / 1_000}&corrections=${corrections}`))['values']);
const effect = () => get(`/v1/plant/corrections/${id}/effect`);

beforeAll(async () => {
  [database, producer] = await Promise.all([testDatabase(), TestProducer.open()]);
  story = new CorrectionStory(producer, tenant, END + 24 * HOUR);
  service = await startReporting({ tenants: [tenant], database: database.name });
  const history = new AssetHistory(tenant);
  const site = {
    assetId: 'meter-1',
    name: 'Meter 1',
    level: 'SITE',
    parentId: null,
    path: 'acme/meter-1',
    typeId: null,
  } as const;
  history.decide(DAY0, 'RegisterAsset', site);
  await sendAssetEvents(producer, history.events, tenant);
  const readings = [
    reading(8, { metric: 'flow', occurredAt: from - 1 }),
    reading(40, { metric: 'flow', occurredAt: at, index: 1 }),
  ];
  const place = { assetId: 'meter-1', assetPath: 'acme/meter-1' };
  await producer.send(TelemetryEnriched, 'meter-1', enriched({ tenant, eventId, ...place, readings }));
  id = await story.request('meter-1', scale, 'wrong unit');
});
afterAll(async () => {
  await service.stop();
  await producer.close();
  await database.drop();
});

describe('what is answered of a corrected reading', () => {
  const said = { count: 1, sum: 40, mean: 40, min: 40, max: 40 };
  const counts = { count: 1, sum: 21, mean: 21, min: 21, max: 21 };
  const hour = { hour: iso(from).replace('.000Z', 'Z'), before: said, after: counts };
  const changes = { before: said, after: counts, hoursChanged: 1, hours: [hour] };

  it('1. before it is approved: nothing else, and what it would change', async () => {
    const correction = { state: 'REQUESTED', reason: 'wrong unit', requestedBy: 'ana' };
    expect(await effect()).toMatchObject({ ...changes, correction });
    expect(await live()).toEqual([40, undefined]);
    expect(await service.get(tenant, '/v1/plant/corrections/none/effect')).toMatchObject({ status: 404 });
  });

  it('2. live, and of the plant in the past: the value that counts, marked; what the device said on request', async () => {
    await story.decide('ApproveCorrection', id);
    await expect.poll(() => live(), PATIENCE).toEqual([21, id]);
    expect(await live('none')).toEqual([40, undefined]);
    expect(await then()).toEqual([21, id]);
    expect(await then('none')).toEqual([40, undefined]);
    expect(await effect()).toMatchObject({ ...changes, correction: { state: 'APPROVED', approvedBy: 'bob' } });
  });

  it('3. in an export: both', async () => {
    const exported = async (corrections: string) => {
      const query = `assetId=meter-1&metric=flow&from=${DAY0 / 1_000}&to=${END / 1_000}&corrections=${corrections}`;
      const text = await (await service.fetch(tenant, `/v1/exports/readings?${query}`)).text();
      const cells = text
        .replaceAll('"', '')
        .trim()
        .split('\n')
        .map((line) => line.split(','));
      return cells.map((line) => [line[5], ...line.slice(-2)].join(' '));
    };
    expect(await exported('applied')).toEqual(['value correction_id original_value', '8  8', `21 ${id} 40`]);
    expect(await exported('none')).toEqual(['value correction_id original_value', '8  8', '40  40']);
  });

  it('4. by its message: what the device said, where it came from, and what became of it', async () => {
    const { readings } = await get(`/v1/readings/${eventId}`);
    expect(readings).toMatchObject([
      { value: 8, correction: null },
      { value: 40, correction: { correctionId: id, value: 21 } },
    ]);
  });

  it('5. that is void: live there is no value, and in the past it is the one before', async () => {
    await story.decide('WithdrawCorrection', id);
    const voided = await story.request('meter-1', { ...scale, kind: 'VOID', factor: 1, offset: 0 }, 'noise');
    await story.decide('ApproveCorrection', voided);
    await expect.poll(() => live(), PATIENCE).toEqual([null, voided]);
    expect(await then()).toEqual([8, undefined]);
    const { readings } = await get(`/v1/readings/${eventId}`);
    expect(readings).toMatchObject([{ value: 8 }, { value: 40, correction: { correctionId: voided, value: null } }]);
  });

  it('6. is the same when the decisions are read again from their topic and the tables are exchanged', async () => {
    const found = await replay(database.name, 'corrections', 'run', began);
    expect(found).toMatchObject({ ok: true, equal: true, switched: true });
    expect(await then()).toEqual([8, undefined]);
    expect((await replay(database.name, 'corrections', 'drop')).ok).toBe(true);
  }, 120_000);
});
