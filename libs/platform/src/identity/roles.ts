import { z } from 'zod';

export const roleSchema = z.enum(['admin', 'operator', 'repairer', 'auditor', 'viewer']);
export type Role = z.infer<typeof roleSchema>;

/**
 * What a role may do besides its own: an admin does everything, an operator and a repairer (who deals with dead letters) also read. An
 * auditor sees who did what, and nothing else.
 */
const IMPLIES: Record<Role, readonly Role[]> = {
  admin: ['admin', 'operator', 'repairer', 'auditor', 'viewer'],
  operator: ['operator', 'viewer'],
  repairer: ['repairer', 'viewer'],
  auditor: ['auditor'],
  viewer: ['viewer'],
};

/** Whether holding `held` satisfies any of `wanted`. */
export function hasRole(held: readonly Role[], wanted: readonly Role[]): boolean {
  return held.some((role) => wanted.some((want) => IMPLIES[role].includes(want)));
}
