import { readFileSync } from 'node:fs';
import { ALARM_PRIORITIES, type AlarmPriority } from '@millrace/domain';
import { z } from 'zod';
import { SigningKeys } from './signing-keys.ts';

export const NOTIFIED = ['AlarmRaised', 'AlarmReturnedToNormal', 'AlarmAcknowledged'] as const;
export type NotifiedType = (typeof NOTIFIED)[number];

/** Somebody who is told of alarm events. */
export interface Endpoint {
  readonly name: string;
  readonly tenant: string;
  readonly url: string;
  readonly events: readonly NotifiedType[];
  readonly minPriority: AlarmPriority;
  readonly keys: SigningKeys;
}

const endpointShape = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 small letters, digits or "-"'),
    tenant: z.string().min(1),
    url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).refine((url) => {
      const { username, password } = new URL(url);
      return username === '' && password === '';
    }, 'must not hold a user name or password'),
    secret: z.string().optional(),
    secretFile: z.string().optional(),
    secretEnv: z.string().optional(),
    events: z
      .array(z.enum(NOTIFIED))
      .min(1)
      .default([...NOTIFIED]),
    minPriority: z.enum(ALARM_PRIORITIES).default('LOW'),
  })
  .refine(
    ({ secret, secretFile, secretEnv }) =>
      [secret, secretFile, secretEnv].filter((one) => one !== undefined).length === 1,
    { path: ['secret'], error: 'exactly one of secret, secretFile and secretEnv must be given' },
  );
const fileShape = z.array(endpointShape).refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
  error: 'endpoints must have different names',
});

/**
 * The endpoints of WEBHOOKS_FILE, a JSON list; without a file nobody is told.
 * @throws Error naming file, endpoint, field and rule; never a secret
 */
export function loadEndpoints(file: string | undefined, env: Readonly<Record<string, string | undefined>>): Endpoint[] {
  if (file === undefined) return [];
  const parsed = fileShape.safeParse(parse(file));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `  [${path.map(String).join('].')}]: ${message}`);
    throw new Error(`WEBHOOKS_FILE ${file} is not usable:\n${problems.join('\n')}`);
  }
  return parsed.data.map(({ secret, secretFile, secretEnv, ...endpoint }) => {
    const from = secretFile !== undefined ? readFileSync(secretFile, 'utf8') : secretEnv && env[secretEnv];
    return { ...endpoint, keys: new SigningKeys(endpoint.name, secret ?? from ?? '') };
  });
}

function parse(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text, and with it maybe a secret.
    throw new Error(`WEBHOOKS_FILE ${file} is not JSON`);
  }
}
