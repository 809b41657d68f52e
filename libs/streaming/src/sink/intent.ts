/** The range of offsets that the next block holds, announced before it is inserted. */
export interface Intent {
  readonly first: number;
  readonly last: number;
}

const FORM = /^block:(\d{1,16})-(\d{1,16})$/;

/** Offset metadata that announces a block; the empty string announces none. */
export function encodeIntent(intent: Intent | undefined): string {
  return intent === undefined ? '' : `block:${intent.first}-${intent.last}`;
}

/**
 * The announced block in committed offset metadata. Throws on metadata it does not know: going on would insert under another
 * token what an earlier version may have inserted already.
 */
export function decodeIntent(metadata: string): Intent | undefined {
  if (metadata === '') return undefined;
  const [, first, last] = FORM.exec(metadata) ?? [];
  const intent = { first: Number(first), last: Number(last) };
  if (!Number.isSafeInteger(intent.first) || !Number.isSafeInteger(intent.last) || intent.first > intent.last) {
    throw new Error(`offset metadata: ${JSON.stringify(metadata)}: must be empty or block:<first>-<last>`);
  }
  return intent;
}

/** The name of a block, the same at every attempt and in every process. */
export function blockToken(topic: string, partition: number, { first, last }: Intent): string {
  return `${topic}:${partition}:${first}-${last}`;
}
