import { provisionGoTool } from './go-tool.ts';
import { isMain } from './main-module.ts';

/** The path of a k6 command. */
export const provisionK6 = (report?: (line: string) => void): Promise<string> =>
  provisionGoTool({ name: 'k6', package: 'go.k6.io/k6', version: 'v1.8.1', probe: ['version'] }, report);

if (isMain(import.meta.url)) console.log(await provisionK6((line) => console.error(line)));
