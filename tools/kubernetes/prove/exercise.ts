import { waitFor } from '@millrace/testing';
import { issueCredential, registerLoadPlant } from '../../load/plant.ts';
import { httpDoor } from '../../chaos/load/http-door.ts';
import { Ledger } from '../../chaos/load/ledger.ts';
import { COUNTER_METRIC, METRICS } from '../../chaos/load/load-plant.ts';
import { NumberedLoad } from '../../chaos/load/numbered-load.ts';
import type { Doors } from './front-doors.ts';
import type { ProofReport } from './report.ts';
import { storedCounters, type StoredCounters } from './stored.ts';

const PREFIX = 'load-';
const DEVICES = 8;
const READINGS_PER_SECOND = 5_000;
/** Messages that must get through before and after the upgrade, so that it hits a working pipeline and leaves one. */
const MESSAGES_AROUND_UPGRADE = 1_000;
const PATIENCE_MS = 300_000;
const seconds = (since: number): number => Math.round((performance.now() - since) / 100) / 10;

/** What is exercised: an installation on a cluster, or the rehearsal of one. */
export interface Rollout {
  readonly adminToken: string;
  /** Replaces every pod; resolves when all new ones are ready. */
  deploy(mark: string): Promise<void>;
  podNames(): Promise<string[]>;
  /** Containers that ended by themselves so far. */
  restarts(): Promise<number>;
}

export type Findings = Omit<ProofReport, 'kubernetes' | 'image' | 'replicas' | 'secondsToInstall'>;

/** What the proof does with an installation that is up: one reading through everything, then an upgrade under numbered load. */
export async function exercise(rollout: Rollout, doors: Doors, tell: (line: string) => void): Promise<Findings> {
  const started = Date.now() - 60_000;
  const admin = { ...doors, adminToken: rollout.adminToken };
  const plant = { prefix: PREFIX, devices: DEVICES + 1, metrics: METRICS };
  const patient = { timeoutMs: PATIENCE_MS, intervalMs: 500 };
  // Also the first use of the doors, which may need a moment to open.
  await waitFor(() => registerLoadPlant(admin, plant).then(() => true), { ...patient, describe: 'the plant' });
  const token = await issueCredential(admin, 'proof-gateway', [`${PREFIX}*`]);
  const [first = '', ...devices] = Array.from({ length: DEVICES + 1 }, (_, index) => `${PREFIX}${index}`);
  const stored = (assetId: string): Promise<StoredCounters> => {
    const series = { assetId, metric: COUNTER_METRIC, from: started };
    return storedCounters(doors.reportingUrl, rollout.adminToken, series);
  };

  tell('one reading through everything');
  const sent = performance.now();
  await waitFor(() => postOne(doors.ingestionUrl, token, first), {
    ...patient,
    describe: 'the credential to be known',
  });
  await waitFor(async () => (await stored(first)).rows === 1, { ...patient, describe: 'the reading in history' });
  const secondsToFirstReading = seconds(sent);

  tell('a rolling upgrade under load');
  const ledger = new Ledger(devices);
  const send = httpDoor(doors.ingestionUrl, token);
  const load = new NumberedLoad({
    ...{ ledger, messagesPerBatch: 10, readingsPerSecond: READINGS_PER_SECOND },
    devices: devices.map((name) => ({ name, send })),
  });
  load.start();
  const getsThrough = async (when: string): Promise<void> => {
    const enough = ledger.total + MESSAGES_AROUND_UPGRADE;
    const isThrough = (): boolean => {
      load.check();
      return ledger.total >= enough;
    };
    await waitFor(isThrough, { ...patient, describe: `the load to get through ${when} the upgrade` });
  };
  await getsThrough('before');
  const before = await rollout.podNames();
  const upgraded = performance.now();
  await rollout.deploy('second');
  const secondsToUpgrade = seconds(upgraded);
  await getsThrough('after');
  await load.stop();

  tell('counting what is stored');
  const all = (): Promise<StoredCounters[]> => Promise.all(devices.map(stored));
  const complete = async (): Promise<boolean> =>
    (await all()).every(({ distinct }, index) => distinct >= (ledger.counts.get(devices[index] ?? '') ?? 0));
  // What has not come within this time is lost, and the counts below say so.
  await waitFor(complete, { ...patient, describe: 'every acknowledged message' }).catch(() => undefined);
  const counted = await all();
  const sum = (pick: (counters: StoredCounters) => number): number => counted.reduce((total, c) => total + pick(c), 0);
  const after = await rollout.podNames();
  return {
    ...{ secondsToFirstReading, secondsToUpgrade },
    podsReplaced: before.filter((name) => !after.includes(name)).length,
    messagesAcknowledged: ledger.total,
    messagesStored: sum(({ distinct }) => distinct),
    lost: ledger.total - sum(({ distinct }) => distinct),
    doubled: sum(({ rows, distinct }) => rows - distinct),
    requestsRetried: load.retries,
    restarts: await rollout.restarts(),
  };
}

async function postOne(ingestionUrl: string, token: string, deviceId: string): Promise<boolean> {
  const body = [{ deviceId, messageId: 'first', occurredAt: Date.now(), values: { [COUNTER_METRIC]: 0 } }];
  const answer = await fetch(`${ingestionUrl}/v1/telemetry`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  await answer.body?.cancel();
  return answer.ok;
}
