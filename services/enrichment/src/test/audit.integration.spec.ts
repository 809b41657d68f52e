import { randomUUID } from 'node:crypto';
import { AuditSealed, Codecs, eventRecord, topic, type ActionRecorded } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { AppendProducer, GlobalTable } from '@millrace/streaming';
import { stackForTests, waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit, type Verified } from '../audit/verify.ts';
import { freshTenant, startEnrichment, type RunningService } from './service.fixture.ts';

const tenant = freshTenant();
const logger = createLogger({ service: 'test', level: 'warn' });
const connection = () => ({ brokers: stackForTests().kafkaBrokers, clientId: `test-${tenant}` });
const actions: { readonly action: ActionRecorded; readonly partition: number }[] = [];
let service: RunningService;
let codecs: Codecs;
let watching: GlobalTable;

beforeAll(async () => {
  service = await startEnrichment(tenant);
  codecs = await Codecs.connect({ registryUrl: stackForTests().registryUrl, autoRegister: true });
  watching = new GlobalTable({
    ...{ connection: connection(), topics: [topic.auditEvents], codecs, logger },
    apply: ({ type, value }, { partition }) => {
      if (type === 'ActionRecorded' && value.tenant === tenant) actions.push({ action: value, partition });
    },
    onFatal: (error) => {
      throw error;
    },
  });
  await watching.start();
});
afterAll(async () => {
  await watching.stop();
  await service.stop();
});

const verify = (expected: Parameters<typeof verifyAudit>[0]['expected'] = {}): Promise<Verified> =>
  verifyAudit({ connection: connection(), codecs, logger, expected });

/** Waits until everything that was on record of this tenant is sealed. */
async function sealed(partition: number): Promise<Verified> {
  return await waitFor(
    async () => {
      const found = await verify();
      return found[partition]?.unsealed === 0 ? found : undefined;
    },
    { timeoutMs: 60_000, intervalMs: 300, describe: `partition ${partition} to be sealed` },
  );
}

describe('the record of who did what', () => {
  it('1. has every command with what it changed, and every refusal with its reason', async () => {
    const asset = { assetId: 'north', name: 'North', level: 'SITE', path: 'acme/north' };
    await service.call('POST', '/v1/assets', asset);
    await service.call('POST', '/v1/assets/north/rename', { name: 'Nord' });
    await service.call('POST', '/v1/assets/north/rename', { name: 'Sud', expectedVersion: 1 });
    await waitFor(() => actions.length >= 3, { describe: 'three actions' });
    const actor = `admin-of-${tenant}`;
    expect(actions.map(({ action }) => action)).toMatchObject([
      { actor, action: 'assets.register', objectId: 'north', outcome: 'ALLOWED', before: null },
      { actor, action: 'assets.rename', outcome: 'ALLOWED', before: '{"name":"North"}', after: '{"name":"Nord"}' },
      { actor, action: 'assets.rename', outcome: 'REFUSED', code: 'VERSION_CONFLICT', after: null },
    ]);
  });

  it('2. is sealed, goes on being sealed after a restart, and still goes through the seals of before', async () => {
    const partition = actions[0]?.partition ?? -1;
    const before = await sealed(partition);
    expect(before[partition]).toMatchObject({ broken: [] });
    await service.stop();
    service = await startEnrichment(tenant);
    await service.call('POST', '/v1/assets/north/rename', { name: 'Norden' });
    await waitFor(() => actions.length >= 4, { describe: 'the fourth action' });
    const after = await sealed(partition);
    expect(after[partition]?.records).toBeGreaterThan(before[partition]?.records ?? 0);
    const heads = Object.fromEntries(Object.entries(before).map(([number, { head }]) => [number, head]));
    expect(Object.values(await verify(heads)).flatMap(({ broken }) => broken)).toEqual([]);
    const other = { ...heads, [partition]: { records: 1, seal: 'f'.repeat(64) } };
    expect((await verify(other))[partition]?.broken).toMatchObject([{ rule: expect.stringContaining('ffff') }]);
  });

  it('3. shows a seal that somebody put in', async () => {
    const partition = actions[0]?.partition ?? -1;
    const whole = await sealed(partition);
    const { records, seal } = whole[partition]?.head ?? { records: 0, seal: '' };
    const producer = await AppendProducer.connect(connection(), { service: 'test', logger });
    const forged: AuditSealed = {
      ...{ eventId: randomUUID(), partition, fromOffset: 1_000_000, toOffset: 1_000_001, records: records + 1 },
      ...{ previous: seal, seal: 'a'.repeat(64), sealedAt: 1 },
    };
    const about = { key: String(partition), id: forged.eventId, source: '/test', time: 1 };
    await producer.append(eventRecord(codecs, AuditSealed, forged, about));
    await producer.close();
    expect((await verify())[partition]?.broken).toEqual([
      { fromOffset: 1_000_000, toOffset: 1_000_001, rule: 'there must be 1 records, there are 0' },
    ]);
  });
});
