import { connectClickHouse, select, type ClickHouse } from '@millrace/clickhouse';

/** What is stored of one device's counter. */
export interface StoredDevice {
  readonly device: string;
  readonly rows: number;
  readonly distinct: number;
  readonly events: number;
}

export interface Verdict {
  readonly acknowledged: number;
  readonly stored: number;
  readonly lost: number;
  readonly doubled: number;
}

const SQL = `
  SELECT device_id AS device, toInt64(count()) AS rows, toInt64(uniqExact(value)) AS distinct,
         toInt64(uniqExact(event_id)) AS events
  FROM readings WHERE metric = {metric:String} GROUP BY device_id`;

/** Every acknowledged counter must be there, once. */
export function judge(acknowledged: ReadonlyMap<string, number>, stored: readonly StoredDevice[]): Verdict {
  const rows = new Map(stored.map((row) => [row.device, row]));
  const verdict = { acknowledged: 0, stored: 0, lost: 0, doubled: 0 };
  for (const [device, count] of acknowledged) {
    const found = rows.get(device);
    verdict.acknowledged += count;
    verdict.stored += found?.rows ?? 0;
    verdict.lost += Math.max(0, count - (found?.distinct ?? 0));
    verdict.doubled += (found?.rows ?? 0) - (found?.distinct ?? 0);
  }
  return verdict;
}

/** Reads back from ClickHouse what is stored of each device. */
export class StoredReadings {
  readonly #client: ClickHouse;
  readonly #metric: string;

  constructor(connection: { readonly url: string; readonly user: string; readonly password: string }, metric: string) {
    this.#client = connectClickHouse({ ...connection });
    this.#metric = metric;
  }

  all(): Promise<StoredDevice[]> {
    const limits = { maxSeconds: 60, maxRows: 100_000 };
    return select<StoredDevice>(this.#client, SQL, { metric: this.#metric }, limits);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
