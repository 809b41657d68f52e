import { eventRecord, LedgerIntervalClosed, topic, type Codecs, type LedgerLine } from '@millrace/contracts';
import { newTally, slotOf, slotStart, unite, type EpochMicros, type NumberRange, type Tally } from '@millrace/domain';
import { uuidV7 } from '@millrace/platform';
import type { Appended, OutRecord } from '@millrace/streaming';
import { EVENT_SOURCE } from '../source.ts';

/** What is counted of a record once it is acknowledged: whose it is, and how many readings it holds. */
export interface Counted {
  readonly tenant: string;
  readonly deviceId: string;
  readonly receivedAt: EpochMicros;
  readonly readings: number;
}

/** A record that the ledger counts. */
export interface CountedRecord extends OutRecord {
  readonly counted?: Counted;
}

/** What is said about a source's numbers; the entry adds nothing to it. */
export type Numbers = NonNullable<LedgerLine['numbers']>;

interface Buffered {
  readonly ranges: NumberRange[];
  pending: number;
  receivedAt: EpochMicros;
}

interface TenantAccounts {
  /** By partition of telemetry.received (-1: refused, on no partition) and device. */
  readonly partitions: Map<number, Map<string, Tally[]>>;
  /** The last word on Sparkplug numbers by edge node. */
  readonly numbers: Map<string, { readonly numbers: Numbers; readonly at: EpochMicros }>;
  readonly buffers: Map<string, Buffered>;
}

const NONE = -1;
const LINES_A_RECORD = 2_000;
const NO_COUNTS = {
  messages: 0,
  readings: 0,
  rows: 0,
  rejections: 0,
  refusedReadings: 0,
  duplicates: 0,
  deadLetters: 0,
};

/**
 * What this instance acknowledged since it last said so: counted after the acknowledgement of all replicas, so a crash forgets the counts
 * of a few seconds and never claims what is not there. What is forgotten can hide a loss; it cannot make one up.
 */
export class FrontDoorLedger {
  readonly #codecs: Pick<Codecs, 'encode'>;
  #tenants = new Map<string, TenantAccounts>();

  constructor(codecs: Pick<Codecs, 'encode'>) {
    this.#codecs = codecs;
  }

  /** Counts records that all in-sync replicas have. */
  count(records: readonly CountedRecord[], places: readonly Appended[]): void {
    // Indexed: every record of every flush passes.
    for (let index = 0; index < records.length; index += 1) {
      const record = records[index]!;
      const { counted } = record;
      if (counted === undefined) continue;
      const place = places[index];
      const received = record.topic === topic.telemetryReceived;
      const tally = this.#tally(counted, received ? (place?.partition ?? NONE) : NONE);
      if (received) {
        tally.messages += 1;
        tally.readings += counted.readings;
        tally.lastOffset = Math.max(tally.lastOffset, place?.offset ?? NONE);
      } else tally.rejections += 1;
    }
  }

  /** What is known of an edge node's sequence numbers by now. */
  sparkplug(tenant: string, edgeNode: string, numbers: Numbers, at: EpochMicros): void {
    this.#of(tenant).numbers.set(edgeNode, { numbers, at });
  }

  /** A gateway's buffer: messages `first` to `last` are acknowledged, `pending` are still to come. */
  buffer(tenant: string, gateway: string, range: NumberRange, pending: number, receivedAt: EpochMicros): void {
    const { buffers } = this.#of(tenant);
    const known = buffers.get(gateway) ?? { ranges: [], pending, receivedAt };
    known.ranges.push(range);
    buffers.set(gateway, { ...known, pending, receivedAt });
  }

  /** Everything counted so far as records of `telemetry.ledger`; counting starts anew. Append them until that succeeds. */
  close(closedAt: EpochMicros): OutRecord[] {
    const tenants = this.#tenants;
    this.#tenants = new Map();
    return [...tenants].flatMap(([tenant, { partitions, numbers, buffers }]) => {
      const counts = [...partitions].flatMap(([partition, devices]) => {
        const lines = [...devices].flatMap(([source, tallies]) => tallies.map((tally) => lineOf(source, tally)));
        return this.#entries(tenant, partition, lines, closedAt);
      });
      const sayings = [
        ...[...numbers].map(([source, said]) => numbersLine(source, said.at, said.numbers)),
        ...[...buffers].map(([source, buffered]) => numbersLine(source, buffered.receivedAt, bufferNumbers(buffered))),
      ];
      return [...counts, ...this.#entries(tenant, NONE, sayings, closedAt)];
    });
  }

  #entries(tenant: string, partition: number, lines: readonly LedgerLine[], closedAt: EpochMicros): OutRecord[] {
    const records: OutRecord[] = [];
    for (let at = 0; at < lines.length; at += LINES_A_RECORD) {
      const entryId = uuidV7();
      const throughOffset = lines.reduce((highest, { lastOffset }) => Math.max(highest, lastOffset), NONE);
      const entry: LedgerIntervalClosed = {
        ...{
          entryId,
          tenant,
          hop: 'FRONT_DOOR',
          partition,
          fromOffset: NONE,
          throughOffset,
          absentOffsets: 0,
          closedAt,
        },
        lines: lines.slice(at, at + LINES_A_RECORD),
      };
      const about = { key: `${tenant}/${partition}`, id: entryId, source: EVENT_SOURCE, time: closedAt };
      records.push(eventRecord(this.#codecs, LedgerIntervalClosed, entry, about));
    }
    return records;
  }

  #tally({ tenant, deviceId, receivedAt }: Counted, partition: number): Tally {
    const { partitions } = this.#of(tenant);
    let devices = partitions.get(partition);
    if (devices === undefined) partitions.set(partition, (devices = new Map()));
    let tallies = devices.get(deviceId);
    if (tallies === undefined) devices.set(deviceId, (tallies = []));
    const slot = slotOf(receivedAt);
    // Nearly always the last: what comes now is counted in the slot of now.
    for (let index = tallies.length - 1; index >= 0; index -= 1) {
      const known = tallies[index]!;
      if (known.slot === slot) return known;
    }
    const tally = newTally(slot);
    tallies.push(tally);
    return tally;
  }

  #of(tenant: string): TenantAccounts {
    let accounts = this.#tenants.get(tenant);
    if (accounts === undefined) {
      this.#tenants.set(tenant, (accounts = { partitions: new Map(), numbers: new Map(), buffers: new Map() }));
    }
    return accounts;
  }
}

const lineOf = (source: string, { slot, ...counts }: Tally): LedgerLine => ({
  ...{ source, slotStart: slotStart(slot), ...counts, numbers: null },
});

const numbersLine = (source: string, at: EpochMicros, numbers: Numbers): LedgerLine => ({
  ...{ source, slotStart: slotStart(slotOf(at)), ...NO_COUNTS, lastOffset: NONE, numbers },
});

function bufferNumbers({ ranges, pending }: Buffered): Numbers {
  const came = unite(ranges);
  const last = came.at(-1)?.[1] ?? NONE;
  return {
    kind: 'GATEWAY_BUFFER',
    last,
    missing: 0,
    missingSince: null,
    ranges: came.flat(),
    repeats: 0,
    resets: 0,
    pending,
  };
}
