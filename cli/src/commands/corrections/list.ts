import type { Api } from '../../api.ts';
import type { Terminal } from '../../command.ts';
import { columns } from '../../columns.ts';
import type { Correction } from './correction.ts';
import type { Given } from './corrections.ts';

const HEADS = ['CORRECTION', 'STATE', 'KIND', 'ASSET', 'METRIC', 'FROM', 'TO', 'ASKED BY', 'REASON'];

/** `list`: corrections, the last requested first. */
export async function list({ values }: Given, api: Api, terminal: Terminal): Promise<number> {
  const { asset, metric, state, from, to, limit = '50', json } = values;
  const filter = Object.entries({ assetId: asset, metric, state, from, to, limit });
  const query = Object.fromEntries(filter.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const page = await api.get<{ corrections: Correction[]; next: string | null }>('/v1/corrections', query);
  if (json === true) for (const correction of page.corrections) terminal.out(JSON.stringify(correction));
  else {
    const rows = page.corrections.map((one) => [
      ...[
        one.correctionId,
        one.state,
        one.kind,
        one.assetId,
        one.metric,
        one.from,
        one.to,
        one.requestedBy,
        one.reason,
      ],
    ]);
    for (const line of columns([HEADS, ...rows])) terminal.out(line);
  }
  if (page.next !== null) terminal.err(`there are more: --limit takes another number than ${limit}`);
  return 0;
}
