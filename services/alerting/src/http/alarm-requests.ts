import { z } from 'zod';

export const alarmIdParam = z.guid('must be the UUID of an alarm');

/** May be left out altogether. */
export const acknowledgeRequest = z
  .strictObject({ comment: z.string().max(1_000).default('').describe('What the operator says about it') })
  .default({ comment: '' });
export type AcknowledgeRequest = z.infer<typeof acknowledgeRequest>;
