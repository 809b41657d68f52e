import type { BlockRange } from '../types.ts';

/** What a block holds: a range of one partition or of several, in the order of the partitions. */
export type Intent = readonly BlockRange[];

const ALONE = /^block:(\d{1,16})-(\d{1,16})$/;
const TOGETHER = /^block:\d{1,9}:\d{1,16}-\d{1,16}(?:,\d{1,9}:\d{1,16}-\d{1,16})+$/;
const RANGE = /(\d+):(\d+)-(\d+)/g;

/**
 * Offset metadata that announces a block; the empty string announces none. A block of several partitions is announced in each of
 * them with all of its ranges, so that whoever owns one of them later can form all of it.
 */
export function encodeIntent(intent: Intent): string {
  const [first, second] = intent;
  if (first === undefined) return '';
  return second === undefined ? `block:${first.first}-${first.last}` : `block:${rangesOf(intent)}`;
}

/**
 * The block that is announced in the committed offset metadata of a partition. Throws on metadata it does not know: going on would
 * insert under another token what an earlier version may have inserted already.
 */
export function decodeIntent(metadata: string, partition: number): Intent | undefined {
  if (metadata === '') return undefined;
  const [, first, last] = ALONE.exec(metadata) ?? [];
  const intent =
    first === undefined
      ? [...(TOGETHER.exec(metadata)?.[0] ?? '').matchAll(RANGE)].map(([, ...numbers]) => rangeOf(numbers.map(Number)))
      : [rangeOf([partition, Number(first), Number(last)])];
  if (!isIntent(intent) || !intent.some((range) => range.partition === partition)) {
    throw new Error(
      `offset metadata: ${JSON.stringify(metadata)}: must be empty, block:<first>-<last>, or block:<partition>:<first>-<last>,… ` +
        `with ascending partitions, partition ${partition} among them`,
    );
  }
  return intent;
}

/** The name of a block, the same at every attempt and in every process. */
export function blockToken(topic: string, intent: Intent): string {
  return `${topic}:${rangesOf(intent)}`;
}

const rangesOf = (intent: Intent): string =>
  intent.map(({ partition, first, last }) => `${partition}:${first}-${last}`).join(',');

const rangeOf = ([partition = NaN, first = NaN, last = NaN]: readonly number[]): BlockRange => ({
  partition,
  first,
  last,
});

function isIntent(intent: Intent): boolean {
  return intent.every(
    ({ partition, first, last }, i) =>
      Number.isSafeInteger(first) &&
      Number.isSafeInteger(last) &&
      first <= last &&
      partition > (intent[i - 1]?.partition ?? -1),
  );
}
