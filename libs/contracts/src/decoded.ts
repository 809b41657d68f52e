import type { EventContract } from './contract.ts';
import type { EventType, EventTypes } from './generated/index.ts';

/** A decoded value; `type` discriminates, so that `switch (decoded.type)` narrows `decoded.value`. */
export type Decoded = {
  [K in EventType]: {
    readonly contract: EventContract<EventTypes[K]>;
    readonly type: K;
    readonly value: EventTypes[K];
  };
}[EventType];
