import { BUILT_IN_ROLES, type BuiltInRole, PERMISSIONS, type Permission } from '@millrace/domain';
import { INSIDE, type Known, SAME_FOR_ALL, type Vantage, WHOLE_ONLY } from './access-routes.ts';

/** A route as its service's OpenAPI document has it. */
export interface Route {
  /** As in `EXAMPLES`. */
  readonly name: string;
  readonly permission: string | undefined;
  /** Address of the service that has it. */
  readonly url: string;
}

/**
 * It must be let in; refused with 403; told that there is no such thing; or it may be let in, and comes to see and change nothing of what
 * is inside.
 */
export type Verdict = 'allowed' | 'refused' | 'absent' | 'nothing';

/** What must come of it, decided from nothing but the tables of roles and permissions. */
export function expected({ name, permission }: Route, role: BuiltInRole, vantage: Vantage): Verdict {
  const right = permission as Permission;
  const permissions: readonly Permission[] = BUILT_IN_ROLES[role];
  if (!permissions.includes(right)) return 'refused';
  const isScoped = vantage === 'inside' || vantage === 'outside';
  if (!PERMISSIONS[right].placed) {
    if (isScoped) return 'refused';
    return vantage === 'whole' || SAME_FOR_ALL.has(name) ? 'allowed' : 'nothing';
  }
  if (SAME_FOR_ALL.has(name)) return 'allowed';
  if (WHOLE_ONLY.has(name)) return isScoped ? 'refused' : vantage === 'whole' ? 'allowed' : 'nothing';
  if (vantage === 'outside' && name.startsWith('GET ') && name.includes('{')) return 'absent';
  return vantage === 'outside' || vantage === 'neighbour' ? 'nothing' : 'allowed';
}

/** Why an answer is not what it must be; undefined when it is. */
export function wrongIn(
  { name }: Pick<Route, 'name'>,
  { status, text }: { status: number; text: string },
  wanted: Verdict,
  known: Known,
): string | undefined {
  if (status >= 500 || status === 401) return `answered ${status}`;
  if (wanted === 'allowed') return status === 403 ? 'refused' : undefined;
  if (wanted === 'refused') return status === 403 ? undefined : `answered ${status}`;
  if (wanted === 'absent') return status === 404 ? undefined : `answered ${status}`;
  // It may say no, or that there is no such thing, or show what there is elsewhere; what is inside it neither changes nor shows.
  if (status >= 300) return undefined;
  const done = /"status":"(done|unchanged)"/.exec(text);
  if (done !== null) return `did it: ${done[0]}`;
  // Answers to what changes something repeat what was asked for.
  const shown = name.startsWith('GET ') ? secretsOf(known).find((secret) => text.includes(secret)) : undefined;
  return shown === undefined ? undefined : `shows ${shown}`;
}

/** What only somebody can know who sees what is inside: where it lies, who did something there, what happened, what was measured. */
const secretsOf = ({ alarmId, eventId }: Known): string[] => [
  ...[INSIDE, 'admin-whole', alarmId, eventId, '"AlarmRaised"', '"points":[{'],
];
