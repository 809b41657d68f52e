import { CliError, type Api } from '../../api.ts';
import type { Terminal } from '../../command.ts';
import type { Given } from './assets.ts';

/** `export`: the list of tags on standard output. */
export async function exportTags({ values }: Given, api: Api, terminal: Terminal): Promise<number> {
  const { format = 'csv', path = '' } = values;
  if (format !== 'csv' && format !== 'json') throw new CliError(`--format ${format}: must be csv or json`, 2);
  const list = await api.text('/v1/assets/export', { format, pathPrefix: path });
  terminal.out(list.trimEnd());
  return 0;
}
