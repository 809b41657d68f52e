import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topic } from '@millrace/contracts';
import { BuiltService, freshTenant, stackForTests, TestTopics, tokenOf, waitFor } from '@millrace/testing';
import { COMMANDS } from '../commands.ts';
import { run } from '../run.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Every line of JSON that was said. */
  readonly json: Record<string, unknown>[];
}

/** The three services that a repair goes through, a tenant, and `millrace` in the hand of one of its people. */
export class Plant {
  readonly tenant = freshTenant();
  readonly database = `test_${randomBytes(4).toString('hex')}`;
  readonly folder = mkdtempSync(join(tmpdir(), 'millrace-cli-'));
  topics!: TestTopics;
  ingestion!: BuiltService;
  enrichment!: BuiltService;
  reporting!: BuiltService;

  static async start(): Promise<Plant> {
    const plant = new Plant();
    const { url, user, password } = stackForTests().clickhouse;
    plant.topics = await TestTopics.open([topic.telemetryReceived, topic.auditEvents]);
    const store = { CLICKHOUSE_URL: url, CLICKHOUSE_USER: user, CLICKHOUSE_PASSWORD: password };
    const reporting = {
      ...store,
      CLICKHOUSE_DATABASE: plant.database,
      RUN_MIGRATIONS: 'true',
      COMMAND_TIMEOUT_MS: '3000',
      // Whether what waits goes in again is decided by the tests.
      BOUND_CHECK_SECONDS: '3600',
    };
    plant.ingestion = await BuiltService.prepare('ingestion', plant.tenant);
    plant.enrichment = await BuiltService.prepare('enrichment', plant.tenant);
    plant.reporting = await BuiltService.prepare('reporting', plant.tenant, reporting);
    await Promise.all([plant.ingestion.start(), plant.enrichment.start(), plant.reporting.start()]);
    return plant;
  }

  async stop(): Promise<void> {
    await Promise.all([this.ingestion.stop(), this.enrichment.stop(), this.reporting.stop(), this.topics.close()]);
    await this.#ask(`DROP DATABASE ${this.database}`);
  }

  /** `millrace dead-letters …` as a person with a role, of this tenant unless another is given. */
  async millrace(
    words: readonly string[],
    role: Parameters<typeof tokenOf>[1] = 'repairer',
    tenant = this.tenant,
  ): Promise<Said> {
    const [out, err]: [string[], string[]] = [[], []];
    const terminal = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
    const env = { MILLRACE_URL: this.reporting.url, MILLRACE_TOKEN: tokenOf(tenant, role) };
    const code = await run(COMMANDS, ['dead-letters', ...words], env, terminal);
    const json = out.filter((line) => line.startsWith('{"')).map((line) => JSON.parse(line) as Record<string, unknown>);
    return { code, out: out.join('\n'), err: err.join('\n'), json };
  }

  /** Waits until so many letters match, and gives them. */
  async letters(count: number, ...filter: string[]): Promise<Record<string, string>[]> {
    const enough = async () => {
      const { json } = await this.millrace(['list', '--json', '--limit', '1000', ...filter]);
      return json.length >= count ? json : undefined;
    };
    const letters = await waitFor(enough, { timeoutMs: 90_000, describe: `${count} letters of ${filter.join(' ')}` });
    return letters as Record<string, string>[];
  }

  /** Rows of `readings` of a device that are there, by their value. */
  async readings(deviceId: string): Promise<(number | null)[]> {
    const { database, tenant } = this;
    const sql = `SELECT value FROM ${database}.readings WHERE tenant = '${tenant}' AND device_id = '${deviceId}' ORDER BY value FORMAT JSONCompactEachRow`;
    const lines = (await this.#ask(sql)).split('\n').filter(Boolean);
    return lines.map((line) => (JSON.parse(line) as [number | null])[0]);
  }

  async untilReadings(deviceId: string, count: number): Promise<(number | null)[]> {
    const enough = async () => {
      const values = await this.readings(deviceId);
      return values.length >= count ? values : undefined;
    };
    return waitFor(enough, { timeoutMs: 90_000, describe: `${count} readings of ${deviceId}` });
  }

  /** A press of its own with the metric `t` of a device bound to it. */
  async bind(deviceId: string): Promise<void> {
    const asset = { assetId: `at-${deviceId}`, name: deviceId, level: 'SITE', path: `acme/at-${deviceId}` };
    const binding = { deviceId, deviceMetric: 't', sourceUnit: 'Cel', unit: 'Cel' };
    const answers = [
      await this.enrichment.call('POST', '/v1/assets', asset),
      await this.enrichment.call('PUT', `/v1/assets/at-${deviceId}/metrics/temperature`, binding),
    ];
    if (answers.some(({ status }) => status >= 300)) throw new Error(JSON.stringify(answers));
  }

  /** What a gateway with its own credential sends over HTTP. */
  async post(deviceId: string, body: string): Promise<number> {
    const issued = await this.ingestion.call('POST', `/v1/devices/${deviceId}/credentials`, {});
    const headers = { authorization: `Bearer ${String(issued.body['token'])}`, 'content-type': 'application/json' };
    return (await fetch(`${this.ingestion.url}/v1/telemetry`, { method: 'POST', headers, body })).status;
  }

  file(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  async #ask(sql: string): Promise<string> {
    const { url, user, password } = stackForTests().clickhouse;
    const headers = { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password };
    const response = await fetch(url, { method: 'POST', headers, body: sql });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  }
}
