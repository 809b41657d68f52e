import type { Api } from '../../api.ts';
import type { Terminal } from '../../command.ts';
import { columns } from '../../columns.ts';
import { idOf, inOneLine, type Correction } from './correction.ts';
import type { Given } from './corrections.ts';

interface Figures {
  readonly count: number;
  readonly sum: number;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
}
interface Effect {
  readonly before: Figures;
  readonly after: Figures;
  readonly hoursChanged: number;
}

/** `show`: who asked for it, who decided what, and what it changes. */
export async function show(given: Given, api: Api, terminal: Terminal): Promise<number> {
  const id = idOf(given);
  const correction = await api.get<Correction>(`/v1/corrections/${id}`);
  const { before, after, hoursChanged } = await api.get<Effect>(`/v1/plant/corrections/${id}/effect`);
  if (given.values.json === true) {
    terminal.out(JSON.stringify({ ...correction, effect: { before, after, hoursChanged } }));
    return 0;
  }
  terminal.out(inOneLine(correction));
  const { requestedAt, requestedBy, reason } = correction;
  const decisions = correction.decisions.map((one) => [one.at, one.state, one.actor, one.reason]);
  for (const line of columns([[requestedAt, 'REQUESTED', requestedBy, reason], ...decisions])) terminal.out(line);
  const rows = [before, after].map(({ count, sum, mean, min, max }, index) =>
    [index === 0 ? 'before' : 'after', count, sum, mean ?? '-', min ?? '-', max ?? '-'].map(String),
  );
  for (const line of columns([['', 'COUNT', 'SUM', 'MEAN', 'MIN', 'MAX'], ...rows])) terminal.out(line);
  terminal.out(`${hoursChanged} hours have other figures`);
  return 0;
}
