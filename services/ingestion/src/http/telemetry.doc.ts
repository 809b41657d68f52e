import { z } from 'zod';

/** What clients send, for the OpenAPI document; the judging itself is `parseDeviceMessage` in the domain. */
const instant = z
  .union([z.iso.datetime({ offset: true }), z.number()])
  .describe('ISO 8601 with a time zone, or epoch milliseconds. Default: the message time, else the time of receipt.');
const value = z.union([z.number(), z.boolean(), z.string().max(4_096), z.null()]);
const reading = z.object({
  metric: z.string().min(1).max(256),
  value,
  occurredAt: instant.optional(),
  quality: z.enum(['GOOD', 'UNCERTAIN', 'BAD']).optional().describe('Default GOOD.'),
});
const message = z.object({
  deviceId: z.string().min(1).max(256),
  messageId: z.string().min(1).max(128).optional().describe('Yours; a retry with the same id is the same event.'),
  sequence: z
    .int()
    .min(0)
    .optional()
    .describe('A counter of the device, one more with each message: what is missing becomes an alarm. 0 begins anew.'),
  occurredAt: instant.optional(),
  readings: z.array(reading).optional(),
  values: z.record(z.string(), value).optional().describe('Compact form: metric to value.'),
});

export const telemetryBody = z.union([message, z.array(message), z.object({ messages: z.array(message) })]);

const FULL = {
  deviceId: 'press-7',
  messageId: '7f0c2',
  occurredAt: '2026-03-14T09:26:53.589Z',
  readings: [
    { metric: 'spindle/temperature', value: 61.4 },
    { metric: 'spindle/speed', value: 1480, quality: 'UNCERTAIN' },
    { metric: 'running', value: true, occurredAt: 1_773_480_413_000 },
  ],
};
const COMPACT = { deviceId: 'meter-3', values: { 'power.active': 12.7, 'energy.total': 90412.25 } };

export const telemetryExamples = {
  full: FULL,
  compact: COMPACT,
  array: [FULL, COMPACT],
  batch: { messages: [COMPACT] },
};

const errors = z.array(z.object({ field: z.string(), value: z.unknown(), rule: z.string() }));
export const telemetryAnswer = z.object({
  accepted: z.int().describe('Readings that are stored.'),
  rejected: z.int().describe('Readings that were refused; they are in telemetry.rejected.'),
  messages: z.int(),
  items: z
    .array(
      z.object({
        index: z.int(),
        deviceId: z.string(),
        status: z.enum(['accepted', 'partially-accepted', 'rejected']),
        eventId: z.uuid().optional(),
        partition: z.int().optional(),
        offset: z.int().optional(),
        errors: errors.optional(),
      }),
    )
    .optional()
    .describe('One per message, when something was refused or with Prefer: return=representation.'),
});
