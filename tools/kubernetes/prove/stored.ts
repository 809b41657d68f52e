/** What the product has of one counting device, as its export tells. */
export interface StoredCounters {
  readonly rows: number;
  readonly distinct: number;
}

/** Reads a series of whole numbers through the front door's CSV export and counts. */
export async function storedCounters(
  reportingUrl: string,
  token: string,
  series: { readonly assetId: string; readonly metric: string; readonly from: number },
): Promise<StoredCounters> {
  const query = new URLSearchParams({
    format: 'csv',
    assetId: series.assetId,
    metric: series.metric,
    from: String(series.from),
    to: String(Date.now() + 60_000),
  });
  const url = `${reportingUrl}/v1/exports/readings?${query.toString()}`;
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(60_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`GET ${url} answered ${answer.status}: ${text.slice(0, 500)}`);
  return countCounters(text);
}

/** Rows of the export and different values in it. */
export function countCounters(csv: string): StoredCounters {
  const [header = '', ...lines] = csv.split('\n').filter((line) => line !== '');
  const column = cells(header).indexOf('value');
  if (column < 0) throw new Error(`export without a column "value": ${header}`);
  const values = lines.map((line) => cells(line)[column]);
  return { rows: values.length, distinct: new Set(values).size };
}

/** The cells of one line of CSV (RFC 4180); none of the export's columns spans lines. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
