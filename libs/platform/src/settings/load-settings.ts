import type { z } from 'zod';
import { displayValue, SettingsError } from './settings-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Parses a process's settings once, at start.
 * An empty variable counts as not set: compose files and Helm charts write `NAME=` for "use the default".
 * @throws SettingsError naming every bad variable.
 */
export function loadSettings<T>(schema: z.ZodType<T>, env: Environment = process.env): T {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    parsed.error.issues.map((issue) => {
      const name = String(issue.path[0] ?? '(settings)');
      return { name, value: displayValue(name, given[name]), rule: issue.message };
    }),
  );
}
