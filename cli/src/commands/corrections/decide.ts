import type { Api } from '../../api.ts';
import type { Terminal } from '../../command.ts';
import { becauseOf, idOf, inOneLine, numberOf, type Correction } from './correction.ts';
import type { Given } from './corrections.ts';

/** `approve`, `reject` and `withdraw`. */
export const decide =
  (decision: 'approve' | 'reject' | 'withdraw') =>
  async (given: Given, api: Api, terminal: Terminal): Promise<number> => {
    const { expect, json } = given.values;
    const body = {
      reason: becauseOf(given),
      ...(expect === undefined ? {} : { expectedVersion: numberOf('expect', expect) }),
    };
    const correction = await api.post<Correction>(`/v1/corrections/${idOf(given)}/${decision}`, body);
    terminal.out(json === true ? JSON.stringify(correction) : inOneLine(correction));
    return 0;
  };
