import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/**
 * What a mounted JSON file says, once it satisfies its schema.
 * @param setting the setting that names the file
 * @throws Error naming the setting, the file and every bad entry, never a value: it may be a secret
 */
export function readSettingsFile<T>(setting: string, path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const bad = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${setting} ${path} is not usable:\n${bad.join('\n')}`);
}
