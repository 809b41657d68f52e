import { z } from 'zod';
import { LETTER_STATES, type LetterFilter } from '../queries/letters/letter-question.ts';
import { instant, optionalName, page } from './params.ts';

const LATEST = Date.UTC(2105, 11, 31) * 1000;

const filter = {
  kind: z.enum(['dead-letter', 'rejected-reading'], 'must be dead-letter or rejected-reading').optional(),
  stream: optionalName().describe('Stream that gave up, for example enrichment.telemetry; dead letters only'),
  reason: optionalName().describe('Code, for example UNKNOWN_DEVICE'),
  topic: optionalName().describe('Topic the record stands on'),
  deviceId: optionalName().describe('Device, or whatever follows the tenant in the key of the record'),
  from: instant().default(0).describe('Failed, or received, from, inclusive'),
  to: instant().default(LATEST).describe('Failed, or received, before'),
};
const state = z.enum(LETTER_STATES, `must be one of ${LETTER_STATES.join(', ')}`);

export const countsQuery = z.strictObject({ ...filter, state: state.optional() });
export const listQuery = countsQuery.extend(page(100, 1_000));

/** Filters as the queries want them: what was not given is empty. */
export const filterOf = (asked: z.infer<typeof countsQuery>): LetterFilter => {
  const { stream, reason, topic, deviceId, from, to } = asked;
  return { stream, reason, topic, deviceId, from, to, kind: asked.kind ?? '', state: asked.state ?? '' };
};

const reason = z.string().trim().max(1_000);
const expectedVersion = z.int().min(0).optional().describe('Refuse with 409 if somebody decided something since');

const content = z
  .strictObject({
    json: z.unknown().optional().describe('The decoded value, changed; bytes as base64'),
    text: z.string().optional().describe('The whole body as text'),
    base64: z.base64().optional().describe('The bytes'),
  })
  .refine(
    (given) => Object.values(given).filter((one) => one !== undefined).length === 1,
    'must be one of json, text, base64',
  );

export const resubmitRequest = z.strictObject({
  content: content.optional().describe('What goes in instead of the original bytes'),
  schema: z.string().max(200).optional().describe('Record to encode json as, where the original bytes do not say it'),
  reason: reason.default('').describe('Why, for the record'),
  expectedVersion,
});
export const discardRequest = z.strictObject({ reason: reason.min(1, 'must say why'), expectedVersion });

const many = {
  filter: z.strictObject(filter),
  dryRun: z.boolean().default(false).describe('Only count'),
  limit: z.int().min(1).max(1_000).default(500).describe('Most letters in one request'),
  cursor: z.string().max(4_096).optional().describe('nextCursor of the answer before'),
};
export const resubmitManyRequest = z.strictObject({ ...many, reason: reason.default('') });
export const discardManyRequest = z.strictObject({ ...many, reason: reason.min(1, 'must say why') });

export const letterIdParam = z.string().regex(/^[A-Za-z0-9.-]{1,100}$/, 'must be the letterId of a letter');

export const examples = {
  resubmit: {
    asItWas: { reason: 'the device is bound now' },
    edited: { content: { json: { deviceId: 'press-7', values: { temp: 21.5 } } }, reason: 'the gateway sent text' },
  },
  many: { unbound: { filter: { reason: 'UNKNOWN_DEVICE', deviceId: 'press-7' }, dryRun: true } },
};
