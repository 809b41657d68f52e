/** Formats whose output is a plain sequence of rows or blocks: chunks made one by one can be sent one after another. */
const STREAMABLE = new Set(
  (
    'JSONEachRow JSONLines NDJSON JSONCompactEachRow JSONStringsEachRow JSONCompactStringsEachRow ' +
    'TabSeparated TSV TabSeparatedRaw TSVRaw Raw CSV TSKV RowBinary Native LineAsString RawBLOB'
  ).split(' '),
);
export const isStreamable = (format: string): boolean => STREAMABLE.has(format);

/** Content-Type of an output format, as the server sends it. */
export function contentType(format: string): string {
  if (/^(JSONEachRow|JSONLines|NDJSON|JSON.*EachRow.*)$/.test(format)) return 'application/x-ndjson; charset=UTF-8';
  if (format.startsWith('JSON')) return 'application/json; charset=UTF-8';
  if (format.startsWith('CSV')) return 'text/csv; charset=UTF-8; header=absent';
  if (/^(TabSeparated|TSV)/.test(format)) return 'text/tab-separated-values; charset=UTF-8';
  if (format === 'XML') return 'application/xml; charset=UTF-8';
  if (/^(Native|RowBinary|Parquet|Arrow|ORC|Avro|MsgPack|Protobuf|RawBLOB)/.test(format))
    return 'application/octet-stream';
  return 'text/plain; charset=UTF-8';
}
