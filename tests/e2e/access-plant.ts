import { waitFor } from '@millrace/testing';
import { expect } from 'vitest';
import { issueCredential } from '../../tools/load/plant.ts';
import { INSIDE, type Known, MARK, OUTSIDE, tokenOf } from './access-routes.ts';
import { call } from './plant.ts';

/** A plant with something of every kind inside, and something elsewhere. */
export async function populate(base: string): Promise<Known> {
  const admin = tokenOf('admin', 'whole');
  const ask = <T = Record<string, unknown>>(path: string, body?: unknown, method?: string) =>
    call<T>(`${base}${path}`, admin, {
      ...(body === undefined ? {} : { body }),
      ...(method === undefined ? {} : { method }),
    });
  const asset = (assetId: string, level: string, parentId?: string) => ({ assetId, name: assetId, level, parentId });
  for (const one of [
    { ...asset('acme', 'ENTERPRISE'), path: 'acme' },
    { ...asset('north', 'SITE', 'acme'), path: 'acme/north' },
    { ...asset(`${MARK}-area`, 'AREA', 'north'), path: INSIDE },
    { ...asset('elsewhere', 'AREA', 'north'), path: OUTSIDE },
    asset(`${MARK}-line`, 'WORK_CENTER', `${MARK}-area`),
    asset('other-line', 'WORK_CENTER', 'elsewhere'),
    asset(`${MARK}-pump`, 'WORK_UNIT', `${MARK}-line`),
    asset(`${MARK}-old`, 'WORK_UNIT', `${MARK}-line`),
    asset('other-pump', 'WORK_UNIT', 'other-line'),
  ])
    expect((await ask('/v1/assets', one)).status).toBe(201);
  for (const [assetId, deviceId] of [
    [`${MARK}-pump`, 'd1'],
    ['other-pump', 'd2'],
  ] as const) {
    const binding = { deviceId, deviceMetric: 't', sourceUnit: 'Cel', unit: 'Cel' };
    expect((await ask(`/v1/assets/${assetId}/metrics/t`, binding, 'PUT')).status).toBe(200);
  }
  const rule = { name: 'Too hot', metric: 't', kind: 'THRESHOLD_HIGH', limit: 50, deadband: 1, priority: 'HIGH' };
  await ask(`/v1/rules/${MARK}-rule`, { ...rule, assetPathPrefix: INSIDE }, 'PUT');
  await ask('/v1/rules/other-rule', { ...rule, assetPathPrefix: OUTSIDE }, 'PUT');
  const doors = { ingestionUrl: base, enrichmentUrl: base, adminToken: admin };
  const device = await issueCredential(doors, 'd1', ['d1', 'd2']);
  const occurredAt = new Date().toISOString();
  const sent = ['d1', 'd2'].map((deviceId) => ({ deviceId, readings: [{ metric: 't', value: 60, occurredAt }] }));
  expect((await call(`${base}/v1/telemetry`, device, { body: sent })).status).toBe(200);
  const alarms = await waitFor(
    async () => {
      const { body } = await ask<{ items: { alarmId: string; assetId: string }[] }>('/v1/alarms');
      return body.items.length === 2 ? body.items : undefined;
    },
    { timeoutMs: 60_000, describe: 'an alarm at each place' },
  );
  const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
  const about = { assetId: `${MARK}-pump`, metric: 't', kind: 'VOID', ...range, reason: 'matrix' };
  const { correctionId } = (await ask<{ correctionId: string }>('/v1/corrections', about)).body;
  const events = `/v1/exports/readings?assetId=${MARK}-pump&from=${Date.now() - 3_600_000}&to=${Date.now() + 3_600_000}`;
  const exported = await waitFor(async () => (await ask(events)).text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/)?.[0], {
    timeoutMs: 60_000,
    describe: 'the reading to be stored',
  });
  const alarmId = alarms.find(({ assetId }) => assetId === `${MARK}-pump`)?.alarmId ?? '';
  return { alarmId, correctionId, eventId: exported, at: Date.now() };
}
