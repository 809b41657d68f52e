import { provisionGoTool } from './go-tool.ts';
import { isMain } from './main-module.ts';

/** The path of a Helm 3 command. */
export const provisionHelm = (report?: (line: string) => void): Promise<string> =>
  provisionGoTool(
    { name: 'helm', package: 'helm.sh/helm/v3/cmd/helm', version: 'v3.19.0', probe: ['version', '--short'] },
    report,
  );

if (isMain(import.meta.url)) console.log(await provisionHelm((line) => console.error(line)));
