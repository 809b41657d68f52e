import { CliError, type Api } from '../../api.ts';
import type { Terminal } from '../../command.ts';
import type { Given } from './assets.ts';

interface Installed {
  readonly dryRun: boolean;
  readonly types: readonly {
    readonly typeId: string;
    readonly status: string;
    readonly problem?: { readonly detail?: string };
    readonly change?: { readonly counts: { readonly affected: number } };
  }[];
}

/** `install-types`: the types of a pack. Exit code 1 when one was refused, or its outcome is not known. */
export async function installTypes({ values, words }: Given, api: Api, terminal: Terminal): Promise<number> {
  const [pack, ...more] = words;
  if (pack === undefined || more.length > 0) throw new CliError('PACK: exactly one must be given', 2);
  const query = new URLSearchParams({
    dryRun: String(values['dry-run'] === true),
    replace: String(values.replace === true),
  });
  const report = await api.post<Installed>(`/v1/type-packs/${encodeURIComponent(pack)}/install?${query}`, {});
  if (values.json === true) terminal.out(JSON.stringify(report));
  else {
    for (const { typeId, status, change, problem } of report.types) {
      const affected =
        change === undefined ? '' : ` (the pack has it otherwise; assets affected: ${change.counts.affected})`;
      terminal.out(`${typeId}: ${status}${affected}${problem === undefined ? '' : `: ${problem.detail ?? ''}`}`);
    }
    if (report.dryRun) terminal.err('dry run, nothing was written');
  }
  return report.types.some(({ problem }) => problem !== undefined) ? 1 : 0;
}
