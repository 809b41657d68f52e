/** The doors that telemetry comes in by. */
export const DOORS = ['http', 'mqtt', 'sparkplug'] as const;
export type Door = (typeof DOORS)[number];

/** HTTP gets twice what each of the others gets: its callers can be told to come again, but it has the most of them. */
const WEIGHTS: Readonly<Record<Door, number>> = { http: 2, mqtt: 1, sparkplug: 1 };

/** Splits the bytes that may wait over the doors that are open: 2 : 1 : 1. A closed door gets nothing and the others what it would. */
export function splitOverDoors(total: number, open: ReadonlySet<Door>): Readonly<Record<Door, number>> {
  const weights = DOORS.map((door) => (open.has(door) ? WEIGHTS[door] : 0));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const [http = 0, mqtt = 0, sparkplug = 0] = weights.map((weight) => Math.floor((total * weight) / Math.max(1, sum)));
  return { http, mqtt, sparkplug };
}
