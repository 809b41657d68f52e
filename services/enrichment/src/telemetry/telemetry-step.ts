import type { Codecs, Decoded } from '@millrace/contracts';
import { enrich, OUTCOME, type AssetRegistry, type Enrichment, type OutcomeCode, type ShiftOf } from '@millrace/domain';
import { counter } from '@millrace/platform';
import { deadLetter, drop, ok, repairMarkOf, type InRecord, type StepResult } from '@millrace/streaming';
import type { ReceivedLedger } from '../ledger/received-ledger.ts';
import { emitEnriched } from './emit-enriched.ts';
import type { RecentEvents } from './recent-events.ts';
import { rejectUnbound } from './reject-unbound.ts';
import { announceUnknown } from './unknown-devices.ts';
import type { Outlet } from '../outlet.ts';

export interface TelemetryParts {
  readonly codecs: Pick<Codecs, 'encode' | 'decode' | 'prepare'>;
  readonly registry: Pick<AssetRegistry, 'bindingsOf'>;
  readonly recent: RecentEvents;
  readonly shiftOf: ShiftOf;
  readonly ledger: Pick<ReceivedLedger, 'count'>;
}

export const DONE = ok(undefined);
export const REPEAT = drop('duplicate');

const readings = counter('millrace_enrichment_readings_total', 'Readings by what became of them', ['outcome']);
// Labelled children made once: looking them up per message would cost more than counting.
const bound = readings.labels('enriched');
const unbound = readings.labels('unbound');

/** Counts readings that were enriched. */
export const countReadings = (count: number): void => bound.inc(count);

/** What becomes of one device message: see `pipeline.ts`. */
export function telemetryStep(
  { codecs, registry, recent, shiftOf, ledger }: TelemetryParts,
  outlet: Outlet,
  decoded: Decoded,
  record: InRecord,
): StepResult<undefined> {
  if (decoded.type !== 'TelemetryReceived') {
    return deadLetter({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type}: ${record.topic} holds TelemetryReceived` });
  }
  const message = decoded.value;
  // The window knows a dead letter's event too, although nothing came of it: sent to this stream again, it is no repeat.
  const wasStuck = repairMarkOf(record)?.stream !== undefined;
  if (recent.isRepeat(message.eventId, record.partition, record.offset) && !wasStuck) {
    ledger.count(message, record, OUTCOME.DUPLICATE, 0, 0);
    return REPEAT;
  }

  const bindings = registry.bindingsOf(message.tenant, message.deviceId);
  const enrichment = enrich(message.readings, bindings, shiftOf);
  emitEnriched(outlet, codecs, message, record, enrichment.assets);
  const refused = enrichment.unbound.length;
  countReadings(message.readings.length - refused);

  if (refused > 0) {
    unbound.inc(refused);
    const reason = bindings === undefined ? 'UNKNOWN_DEVICE' : 'UNBOUND_METRIC';
    rejectUnbound(outlet, codecs, message, record, enrichment.unbound, reason);
    // Last, because it keeps state: a record that is refused for the size of its outputs leaves none behind.
    if (bindings === undefined) announceUnknown(outlet, codecs, message, record);
  }
  const rows = rowsOf(enrichment);
  ledger.count(message, record, outcomeOf(message.readings.length, rows, refused), rows, refused);
  return DONE;
}

/** Readings as they are written, one for each reading and asset. */
function rowsOf({ assets }: Enrichment): number {
  let rows = 0;
  for (const { readings } of assets) rows += readings.length;
  return rows;
}

/** What became of a message of so many readings. */
export function outcomeOf(readings: number, rows: number, refused: number): OutcomeCode {
  if (refused === readings) return OUTCOME.REJECTED;
  return refused === 0 && rows === readings ? OUTCOME.WHOLE : OUTCOME.MIXED;
}
