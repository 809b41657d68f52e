import { createHash } from 'node:crypto';
import { RegistryError, type Codecs, type Decoded, type ResubmitLetter } from '@millrace/contracts';
import { decideLetter, evolveLetter, OPEN_LETTER, type LetterCommand } from '@millrace/domain';
import { nowMicros, uuidV5 } from '@millrace/platform';
import {
  deadLetter,
  formatRepairMark,
  ok,
  REPAIR_HEADER,
  type Batch,
  type InRecord,
  type OutRecord,
  type StepResult,
} from '@millrace/streaming';
import { refused, verdictOf, type Content, type ContentParts } from './content.ts';
import { actionRecord, letterEventRecord, repairCommandOf, type RepairCommand } from './letter-records.ts';
import { letterStore } from './letter-store.ts';
import { refusedMessage } from './refused-message.ts';
import { stuckRecord } from './stuck-record.ts';
import { unboundReadings } from './unbound-readings.ts';

export interface RepairParts extends ContentParts {
  readonly codecs: ContentParts['codecs'] & Pick<Codecs, 'encode'>;
}
type Outlet = Pick<Batch, 'emit' | 'store'>;

const DONE = ok(undefined);

/** Decides one command on a letter; see `repairs-pipeline.ts`. */
export async function repairStep(
  parts: RepairParts,
  outlet: Outlet,
  decoded: Decoded,
  record: InRecord,
): Promise<StepResult<undefined>> {
  const command = repairCommandOf(decoded);
  if (command === undefined) {
    return deadLetter({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type}: ${record.topic} holds repair commands` });
  }
  const { tenant, letterId, commandId } = command.value;
  const key = `${tenant}/${letterId}`;
  // The key chose the partition, and with it the one writer of the letter. Under another key there would be a second writer.
  if (record.key?.toString() !== key) {
    const detail = `key "${record.key?.toString() ?? ''}": must be "${key}"`;
    return deadLetter({ code: 'WRONG_KEY', field: 'key', rule: '<tenant>/<letterId>', detail });
  }
  const content = command.type === 'ResubmitLetter' ? await contentOf(parts, command.value) : NO_CONTENT;
  const letters = outlet.store(letterStore);
  const letter = letters.get(key) ?? OPEN_LETTER;
  const eventId = uuidV5('repair-outcome', commandId, String(record.partition), String(record.offset));
  const meta = { eventId, now: nowMicros() };
  const event = decideLetter(letter, domainCommand(command), () => verdictOf(content), meta);
  const next = evolveLetter(letter, event);
  if (event.type === 'LetterResubmitted' && command.type === 'ResubmitLetter' && 'records' in content) {
    for (const again of content.records) outlet.emit(marked(again, command.value), record);
  }
  outlet.emit(letterEventRecord(parts.codecs, event), record);
  outlet.emit(actionRecord(parts.codecs, command, event, [letter, next], record), record);
  if (next !== letter) letters.set(key, next);
  return DONE;
}

const NO_CONTENT = refused('NOT_REPAIRABLE', '', 'nothing is to go in again');

async function contentOf(parts: ContentParts, command: ResubmitLetter): Promise<Content> {
  const { stuck, rejected } = command;
  try {
    if (stuck !== null) return await stuckRecord(parts.codecs, command, stuck);
    if (rejected === null) return refused('NOT_REPAIRABLE', '', 'the command holds neither a record nor a message');
    if (rejected.stage === 'bind') return await unboundReadings(parts, command, rejected);
    return refusedMessage(parts, command, rejected);
  } catch (error) {
    // Waiting for the registry would hold up everybody else's repairs; whoever asked can ask again.
    if (error instanceof RegistryError) return refused('REGISTRY_AWAY', '', error.message);
    throw error;
  }
}

function domainCommand({ type, value }: RepairCommand): LetterCommand {
  if (type === 'DiscardLetter') return { type, data: value };
  const contentSha256 = createHash('sha256')
    .update(value.content ?? '')
    .digest('hex');
  return { type, data: { ...value, edited: value.contentKind !== 'ORIGINAL', contentSha256 } };
}

/** The record with the header that says which letter it was, and which stream it is for if the others have had theirs. */
function marked(record: OutRecord, { letterId, rootId, attempt, stuck }: ResubmitLetter): OutRecord {
  const mark = formatRepairMark({ letterId, rootId, attempt, stream: stuck?.stream });
  return { ...record, headers: { ...record.headers, [REPAIR_HEADER]: mark } };
}
