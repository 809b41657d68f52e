import { waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryRows } from '../../tools/chaos/check/clickhouse-query.ts';
import { issueCredential } from '../../tools/load/plant.ts';
import { call, startTestPlant, type TestPlant } from './plant.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Yesterday, UTC. */
const day = Math.floor(Date.now() / DAY) * DAY - DAY;
const iso = (ms: number): string => new Date(ms).toISOString();
/** Every half hour the meter says what was used since; from 8 to 16 it says nonsense. */
const readings = Array.from({ length: 48 }, (_, half) => {
  const isFaulty = half >= 16 && half < 32;
  return { metric: 'kWh', value: isFaulty ? 9_999 : 10, occurredAt: iso(day + half * 0.5 * HOUR) };
});
const range = { assetId: 'meter-3', metric: 'energy', from: iso(day + 8 * HOUR), to: iso(day + 16 * HOUR) };
const FOUND = { timeoutMs: 60_000 };

interface Day {
  readonly points: readonly { avg: number; max: number; count: number; corrected?: number; correctionIds?: string[] }[];
  readonly corrections: readonly object[];
}

let plant: TestPlant;
let deviceToken: string;
let correctionId: string;

const frontDoor = (path: string): string => `${plant.product.stack.addresses.proxyUrl}${path}`;
const people = () => plant.product.secrets.tokens;
const post = <T = Record<string, unknown>>(path: string, token: string, body: object) =>
  call<T>(frontDoor(path), token, { body });
const say = (values: readonly object[]) => post('/v1/telemetry', deviceToken, [{ deviceId: 'm3', readings: values }]);

/** The day as one figure. */
async function figure(corrections = 'applied'): Promise<Day> {
  const query = `assetId=meter-3&metric=energy&from=${day}&to=${day + DAY}&maxPoints=1&corrections=${corrections}`;
  return (await call<Day>(frontDoor(`/v1/history?${query}`), people().viewer)).body;
}
const figureWith = (count: number, corrections = 'applied') =>
  waitFor(
    async () => {
      const found = await figure(corrections);
      return found.points[0]?.count === count ? found : undefined;
    },
    { ...FOUND, describe: `a day of ${count} readings` },
  );

beforeAll(async () => {
  plant = await startTestPlant();
  const admin = people().admin;
  const doors = { ingestionUrl: frontDoor(''), enrichmentUrl: frontDoor(''), adminToken: admin };
  await post('/v1/assets', admin, { assetId: 'meter-3', name: 'Meter 3', level: 'SITE', path: 'acme/meter-3' });
  await call(frontDoor('/v1/assets/meter-3/metrics/energy'), admin, {
    method: 'PUT',
    body: { deviceId: 'm3', deviceMetric: 'kWh', sourceUnit: 'kW.h', unit: 'kW.h' },
  });
  deviceToken = await issueCredential(doors, 'm3', ['m3']);
});
afterAll(async () => {
  await plant.stop();
  expect(plant.unexpected).toEqual([]);
});

describe('a faulty meter’s day is corrected', () => {
  it('1. before: the day as the meter says it', async () => {
    expect((await say(readings)).status).toBe(200);
    const { points, corrections } = await figureWith(48);
    expect(points).toMatchObject([{ avg: (32 * 10 + 16 * 9_999) / 48, max: 9_999 }]);
    expect(corrections).toEqual([]);
  });

  it('2. an operator says what was wrong and why, and anybody sees what it would change', async () => {
    const asked = { kind: 'VOID', ...range, reason: 'The meter was disconnected and counted noise' };
    const { status, body } = await post<{ correctionId: string }>('/v1/corrections', people().operator, asked);
    expect(status).toBe(201);
    ({ correctionId } = body);
    const effect = await call(frontDoor(`/v1/plant/corrections/${correctionId}/effect`), people().viewer);
    expect(effect).toMatchObject({
      status: 200,
      body: { before: { count: 16, mean: 9_999 }, after: { count: 0, mean: null }, hoursChanged: 8 },
    });
    expect((await figure()).points[0]?.count).toBe(48);
  });

  it('3. who asks is not who approves', async () => {
    const approve = (id: string, token: string) => post(`/v1/corrections/${id}/approve`, token, { reason: 'mine' });
    expect((await approve(correctionId, people().operator)).status).toBe(403);
    const asked = { kind: 'VOID', ...range, reason: 'The same again, asked for by the administrator' };
    const { body: own } = await post<{ correctionId: string }>('/v1/corrections', people().admin, asked);
    expect(await approve(own.correctionId, people().admin)).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('another person has to approve it') },
    });
  });

  it('4. after: another approves, and the day says what it is made of, by whom and why', async () => {
    const path = `/v1/corrections/${correctionId}/approve`;
    const { body } = await post(path, people().admin, { reason: 'Checked against the main meter' });
    expect(body).toMatchObject({ state: 'APPROVED', decisions: [{ reason: 'Checked against the main meter' }] });
    const { points, corrections } = await figureWith(32);
    expect(points).toMatchObject([{ avg: 10, max: 10, corrected: 16, correctionIds: [correctionId] }]);
    expect(corrections).toMatchObject([
      {
        ...{ correctionId, kind: 'VOID', requestedBy: body['requestedBy'] },
        ...{ reason: 'The meter was disconnected and counted noise', approvedAt: expect.stringContaining('Z') },
      },
    ]);
  });

  it('5. the original is still there, and a reading of those hours that comes late does not count either', async () => {
    await say([{ metric: 'kWh', value: 9_999, occurredAt: iso(day + 9.1 * HOUR) }]);
    const { points, corrections } = await figureWith(49, 'none');
    expect(points).toMatchObject([{ max: 9_999 }]);
    expect(corrections).toEqual([]);
    expect((await figure()).points).toMatchObject([{ avg: 10, count: 32, corrected: 17 }]);
    const sql = `SELECT count() AS n FROM readings WHERE asset_id = 'meter-3' AND value = 9999`;
    expect(await queryRows(plant.product.stack.addresses.clickhouse, sql)).toEqual([{ n: 17 }]);
  });

  it('6. withdrawn, the day is again what the meter says, and the record has who did what', async () => {
    await post(`/v1/corrections/${correctionId}/withdraw`, people().admin, { reason: 'The main meter was wrong' });
    const { points, corrections } = await figureWith(49);
    expect([points[0]?.max, corrections]).toEqual([9_999, []]);
    const actions = async () => {
      const { body } = await call<{ items: { action: string; outcome: string; objectId: string; reason: string }[] }>(
        frontDoor('/v1/audit?limit=100'),
        people().admin,
      );
      const own = body.items.filter(({ objectId }) => objectId === correctionId);
      return own.length === 3 ? own.map(({ action, outcome }) => `${action} ${outcome}`).sort() : undefined;
    };
    expect(await waitFor(actions, { ...FOUND, describe: 'the actions on record' })).toEqual([
      'corrections.approve ALLOWED',
      'corrections.request ALLOWED',
      'corrections.withdraw ALLOWED',
    ]);
  });
});
