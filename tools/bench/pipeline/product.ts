import { issueCredential, registerLoadPlant } from '../../load/plant.ts';
import { makeAdminToken } from '../admin-token.ts';
import { clickHouseEnv } from '../clickhouse.ts';
import { metricsOf } from '../service-metrics.ts';
import { type BenchedService, startService } from '../service.ts';
import type { BenchContext } from '../stage.ts';

/** What flushes hold: `bench-0` to `bench-999`, eight metrics each. */
export const PLANT = { prefix: 'bench-', devices: 1_000, metrics: 8 };

/** Spikes of metric-0 are above it, waves below. */
const SPIKE = { name: 'Spike', metric: 'metric-0', kind: 'THRESHOLD_HIGH', limit: 200, deadband: 20, priority: 'HIGH' };
const UNUSUAL = { name: 'Unusual', metric: '*', kind: 'ANOMALY', minScore: 0.5, priority: 'LOW' };

/** All five services with a registered plant and rules that watch all of it. */
export interface BenchedProduct {
  readonly telemetryUrl: string;
  readonly deviceToken: string;
  /** What tasks committed and blocks inserted since the start, by stream; tasks share transactions. */
  transactions(): Promise<ReadonlyMap<string, number>>;
  stop(): Promise<void>;
}

export async function startProduct(context: BenchContext): Promise<BenchedProduct> {
  const admin = makeAdminToken(context.dir);
  const started: BenchedService[] = [];
  const start = async (name: string, env: Readonly<Record<string, string>> = {}): Promise<string> => {
    const service = await startService(context, name, { env: { ...admin.env, ...env } });
    started.push(service);
    return service.url;
  };
  const stop = async (): Promise<void> => void (await Promise.all(started.map(({ process }) => process.stop())));
  const transactions = async (): Promise<Map<string, number>> => {
    const texts = await Promise.all(started.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
    const samples = texts.flatMap((text) => metricsOf(text, 'millrace_transactions_total'));
    const committed = samples.filter(({ labels }) => labels['outcome'] === 'committed');
    return new Map(committed.map(({ labels, value }) => [labels['stream'] ?? '', value]));
  };
  try {
    const starting = [
      start('ingestion', { CREDENTIAL_READINGS_PER_SECOND: '10000000' }),
      start('enrichment'),
      start('alerting'),
      start('anomaly-detection'),
      start('reporting', clickHouseEnv(context)),
    ] as const;
    // One that does not start must not leave behind the ones that do.
    await Promise.allSettled(starting);
    const [ingestionUrl, enrichmentUrl, alertingUrl] = await Promise.all(starting);
    const doors = { ingestionUrl, enrichmentUrl, adminToken: admin.token };
    await registerLoadPlant(doors, PLANT);
    await defineRules(alertingUrl, admin.token);
    const deviceToken = await issueCredential(doors, 'bench', [`${PLANT.prefix}*`]);
    return { telemetryUrl: `${ingestionUrl}/v1/telemetry`, deviceToken, transactions, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function defineRules(alertingUrl: string, adminToken: string): Promise<void> {
  for (const [id, rule] of Object.entries({ spike: SPIKE, unusual: UNUSUAL })) {
    const answer = await fetch(`${alertingUrl}/v1/rules/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
      body: JSON.stringify(rule),
    });
    if (!answer.ok) throw new Error(`rule ${id}: ${answer.status} ${await answer.text()}`);
  }
}
