import { isWithin } from '@millrace/domain';
import type { EventListener } from './event-listener.ts';
import { isHot, lastValueOf } from './load.ts';
import { machinesOf, type Person } from './people.ts';
import type { StreamsPlant } from './plant.ts';

type Heard = Pick<EventListener, 'values' | 'places' | 'alarms' | 'status' | 'lastHeardAt'>;

export interface Checked {
  readonly plant: StreamsPlant;
  readonly tenant: string;
  /** When the grants ended that do, milliseconds since 1970. */
  readonly endedAt: number;
}

/** Rights that end are noticed within a second; what is under way then arrives. */
const NOTICED_MS = 2_000;

/** What is wrong with what a person has heard; empty when it is exactly their scope. */
export function wrongWith(person: Person, heard: Heard, { plant, tenant, endedAt }: Checked): string[] {
  const { username, scopes, ends } = person;
  if (scopes.length === 0)
    return heard.status === 403 ? [] : [`${username} has no right, and was answered ${heard.status}`];
  const wrong: string[] = [];
  if (heard.status !== 200) wrong.push(`${username} was answered ${heard.status}`);
  const isMine = (place: string): boolean => person.tenant === tenant && scopes.some((scope) => isWithin(place, scope));
  for (const place of heard.places) if (!isMine(place)) wrong.push(`${username} heard of ${place}`);
  if (ends) {
    if (heard.lastHeardAt > endedAt + NOTICED_MS) wrong.push(`${username} heard something after the grant had ended`);
    return wrong;
  }
  const indices = new Map(plant.machines.map(({ assetId }, index) => [assetId, index]));
  for (const { assetId } of machinesOf(person, tenant, plant.machines)) {
    const index = indices.get(assetId) ?? -1;
    if (heard.values.get(assetId) !== lastValueOf(index))
      wrong.push(`${username} did not hear the last value of ${assetId}`);
    if (heard.alarms.has(assetId) !== isHot(index)) wrong.push(`${username} and the alarm of ${assetId} do not match`);
  }
  return wrong;
}
