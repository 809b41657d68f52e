import { isUtf8 } from 'node:buffer';
import { inspectValue, type Codecs } from '@millrace/contracts';
import { jsonSyntax } from '@millrace/platform';
import type { StoredLetter } from '../queries/letters/stored-letter.ts';

/** The bytes of a letter as far as they can be read, and where they cannot. */
export interface InspectedContent {
  readonly bytes: number;
  readonly base64: string | null;
  /** The same as text, when it is text. */
  readonly text: string | null;
  readonly format: 'avro' | 'json' | 'unknown';
  readonly schemaId: number | null;
  /** Full name of the record that wrote it. */
  readonly type: string | null;
  /** Decoded, or the part before the break; bytes as base64. Null when nothing of it could be. */
  readonly value: unknown;
  readonly brokenAt: ContentBreak | null;
}
export interface ContentBreak {
  readonly error: string;
  /** Byte, from 0, and path of the field (Avro). */
  readonly offset?: number;
  readonly path?: string;
  /** From 1 (JSON). */
  readonly line?: number;
  readonly column?: number;
}

/** Looks into the content of a letter. @throws RegistryError when the registry does not answer */
export async function inspectContent(
  codecs: Pick<Codecs, 'findSchema'>,
  { kind, content, contentType }: Pick<StoredLetter, 'kind' | 'content' | 'contentType'>,
): Promise<InspectedContent> {
  const bytes = content ?? Buffer.alloc(0);
  const text = content !== null && isText(bytes) ? bytes.toString('utf8') : null;
  const shown = { bytes: bytes.length, base64: content?.toString('base64') ?? null, text };
  const nothing = { schemaId: null, type: null, value: null, brokenAt: null };
  if (content === null) return { ...shown, ...nothing, format: 'unknown' };
  if (contentType === 'application/json') return { ...shown, ...nothing, ...parsed(bytes), format: 'json' };
  if (kind !== 'dead-letter' && contentType !== 'application/vnd.confluent.avro') {
    return { ...shown, ...nothing, format: 'unknown' };
  }
  const { schemaId, type, json, brokenAt } = await inspectValue(codecs, content);
  return { ...shown, schemaId, type, value: json, brokenAt, format: 'avro' };
}

/** Bytes that a person can read: UTF-8 without control characters but those of layout. */
function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

function parsed(bytes: Buffer): Pick<InspectedContent, 'value' | 'brokenAt'> {
  if (!isUtf8(bytes)) return { value: null, brokenAt: { error: 'not UTF-8, which JSON must be (RFC 8259)' } };
  const text = bytes.toString('utf8');
  try {
    return { value: JSON.parse(text) as unknown, brokenAt: null };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { line, column, position, found } = jsonSyntax(text);
    const offset = Buffer.byteLength(text.slice(0, position));
    return { value: null, brokenAt: { error: `${found} cannot be here`, line, column, offset } };
  }
}
