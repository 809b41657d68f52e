import { encodeBlock, readings, type ReadingRow } from '../src/index.ts';
import { ByteWriter } from '../src/native/byte-writer.ts';

/** A way to turn rows into the body of an insert. */
export interface Format {
  readonly name: string;
  encode(rows: readonly ReadingRow[]): Buffer;
}

const QUALITY = { GOOD: 1, UNCERTAIN: 2, BAD: 3 } as const;
const instant = (micros: number): string => `"${(micros / 1e6).toFixed(6)}"`;
const text = (value: string): string => JSON.stringify(value);

/** JSON text, built by hand: names and instants are the same strings as in any JSON the client would make. */
const jsonCompactEachRow: Format = {
  name: 'JSONCompactEachRow',
  encode(rows) {
    let out = '';
    for (const r of rows) {
      const names = `${text(r.tenant)},${text(r.assetId)},${text(r.assetPath)},${text(r.metric)}`;
      const value = `${r.value ?? 'null'},${r.valueText === null ? 'null' : text(r.valueText)},${r.valueBool ?? 'null'}`;
      const rest = `${text(r.unit)},"${r.quality}",${text(r.deviceId)},"${r.eventId}",${r.readingIndex},${text(r.shift)}`;
      const lineage = `${r.sourcePartition},${r.sourceOffset},${r.kafkaPartition},${r.kafkaOffset},${text(r.traceId)}`;
      out += `[${names},${instant(r.occurredAt)},${instant(r.receivedAt)},${value},${rest},${lineage}]\n`;
    }
    return Buffer.from(out);
  },
};

function putUuid(out: ByteWriter, uuid: string): void {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  out.raw(bytes.subarray(0, 8).reverse());
  out.raw(bytes.subarray(8).reverse());
}
const scratch = Buffer.alloc(8);
function putDouble(out: ByteWriter, value: number): void {
  scratch.writeDoubleLE(value);
  out.raw(scratch);
}
function putUint16(out: ByteWriter, value: number): void {
  out.byte(value & 0xff);
  out.byte(value >>> 8);
}

/** ClickHouse's binary rows, one value after the other. */
const rowBinary: Format = {
  name: 'RowBinary',
  encode(rows) {
    const out = new ByteWriter(rows.length * 192);
    for (const r of rows) {
      for (const name of [r.tenant, r.assetId, r.assetPath, r.metric]) out.string(name);
      out.uint64(r.occurredAt);
      out.uint64(r.receivedAt);
      out.byte(r.value === null ? 1 : 0);
      if (r.value !== null) putDouble(out, r.value);
      out.byte(r.valueText === null ? 1 : 0);
      if (r.valueText !== null) out.string(r.valueText);
      out.byte(r.valueBool === null ? 1 : 0);
      if (r.valueBool !== null) out.byte(r.valueBool ? 1 : 0);
      out.string(r.unit);
      out.byte(QUALITY[r.quality]);
      out.string(r.deviceId);
      putUuid(out, r.eventId);
      putUint16(out, r.readingIndex);
      out.string(r.shift);
      putUint16(out, r.sourcePartition);
      out.uint64(r.sourceOffset);
      putUint16(out, r.kafkaPartition);
      out.uint64(r.kafkaOffset);
      out.string(r.traceId);
    }
    return out.view();
  },
};

/** What the product does: columns, repeated names as dictionaries. */
const native: Format = { name: 'Native', encode: (rows) => encodeBlock(readings, rows) };

export const FORMATS: readonly Format[] = [native, rowBinary, jsonCompactEachRow];
