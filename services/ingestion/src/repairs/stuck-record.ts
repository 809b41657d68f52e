import { isUtf8 } from 'node:buffer';
import {
  DecodeError,
  encodeJson,
  JsonMismatch,
  TOPICS,
  type AnyEvent,
  type Decoded,
  type EventContract,
  type StuckRecord,
} from '@millrace/contracts';
import { parseEdit, refused, type Content, type ContentParts, type Resubmission } from './content.ts';

type Codecs = ContentParts['codecs'];

/**
 * A record that one stream could not process, as it goes back to its topic: same key, hence same partition, and same headers. Its bytes
 * go as they are, for the cause may have been elsewhere (a schema, a fault in the stream); edited ones must be a record of that topic.
 */
export async function stuckRecord(codecs: Codecs, command: Resubmission, stuck: StuckRecord): Promise<Content> {
  const contracts = TOPICS.find(({ name }) => name === stuck.topic)?.contracts;
  if (contracts === undefined) {
    return refused('NOT_REPAIRABLE', 'topic', `topic "${stuck.topic}": is no topic that records are sent to again`);
  }
  const unwritable = unwritablePart(stuck);
  if (unwritable !== undefined) {
    return refused('NOT_REPAIRABLE', unwritable, `${unwritable}: is no text (UTF-8), and could not be kept as it is`);
  }
  const encoded = command.contentKind === 'JSON' ? await encode(codecs, command, stuck, contracts) : command.content;
  if (encoded !== null && !Buffer.isBuffer(encoded)) return encoded;
  const unfit = await misfit(codecs, command, stuck.topic, encoded);
  if (unfit !== undefined) return unfit;
  const headers = Object.fromEntries(Object.entries(stuck.headers).map(([name, value]) => [name, value.toString()]));
  return { records: [{ topic: stuck.topic, key: stuck.key?.toString() ?? '', value: encoded, headers }] };
}

function unwritablePart({ key, headers }: StuckRecord): string | undefined {
  if (key === null || !isUtf8(key)) return 'key';
  const bad = Object.entries(headers).find(([, value]) => !isUtf8(value));
  return bad && `headers.${bad[0]}`;
}

/** Edited JSON under the schema of the original, or of the record that is named, or of the only one that the topic has. */
async function encode(
  codecs: Codecs,
  { content }: Resubmission,
  { schemaId, schemaName, topic }: StuckRecord,
  contracts: readonly EventContract<AnyEvent>[],
): Promise<Buffer | Content> {
  const edit = parseEdit(content ?? Buffer.alloc(0));
  if ('broken' in edit) return refused('INVALID_CONTENT', 'content', edit.broken);
  const writer = schemaId === null ? undefined : await codecs.findSchema(schemaId);
  const named = schemaName === null ? undefined : contracts.find(({ name }) => name === schemaName);
  const contract = named ?? (contracts.length === 1 ? contracts[0] : undefined);
  try {
    if (named === undefined && schemaId !== null && writer !== undefined)
      return encodeJson(schemaId, writer, edit.json);
    if (contract !== undefined) return encodeJson(codecs.idOf(contract), contract.schemaJson, edit.json);
  } catch (error) {
    if (error instanceof JsonMismatch) return refused('INVALID_CONTENT', error.field, error.message);
    throw error;
  }
  const names = contracts.map(({ name }) => name).join(', ');
  return refused('INVALID_CONTENT', 'schema', `schema: must name the record, one of ${topic}: ${names}`);
}

/** Why the value must not go to the topic; what cannot be decoded may, if nobody touched it. */
async function misfit(
  codecs: Codecs,
  { tenant, contentKind }: Resubmission,
  topic: string,
  value: Buffer | null,
): Promise<Content | undefined> {
  if (value === null) return undefined;
  await codecs.prepare([value]);
  let decoded: Decoded | undefined;
  try {
    decoded = codecs.decode(value);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return contentKind === 'ORIGINAL' ? undefined : refused('INVALID_CONTENT', 'content', error.message);
  }
  if (decoded === undefined) throw new Error('the schema was not prepared');
  const { contract } = decoded;
  if (contentKind !== 'ORIGINAL' && contract.topic !== topic) {
    return refused('INVALID_CONTENT', 'content', `${contract.name}: does not belong on ${topic}`);
  }
  if ('tenant' in decoded.value && decoded.value.tenant !== tenant) {
    return refused('FOREIGN_TENANT', 'tenant', `tenant "${decoded.value.tenant}": must be "${tenant}"`);
  }
  return undefined;
}
