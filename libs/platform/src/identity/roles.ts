import { z } from 'zod';

export const roleSchema = z.enum(['admin', 'operator', 'viewer']);
export type Role = z.infer<typeof roleSchema>;

/** What a role may do besides its own: an admin does everything, an operator also reads. */
const IMPLIES: Record<Role, readonly Role[]> = {
  admin: ['admin', 'operator', 'viewer'],
  operator: ['operator', 'viewer'],
  viewer: ['viewer'],
};

/** Whether holding `held` satisfies any of `wanted`. */
export function hasRole(held: readonly Role[], wanted: readonly Role[]): boolean {
  return held.some((role) => wanted.some((want) => IMPLIES[role].includes(want)));
}
