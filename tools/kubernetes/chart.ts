import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { root } from '../provision/folders.ts';
import { provisionHelm } from '../provision/helm.ts';
import type { KubernetesObject } from './objects.ts';

const run = promisify(execFile);
export const chartFolder = join(root, 'helm/millrace');

/** The values files that a check of the chart goes through, by name without their ending. */
export const ciValues = (): string[] =>
  readdirSync(join(chartFolder, 'ci'))
    .filter((file) => file.endsWith('-values.yaml'))
    .map((file) => file.replace('-values.yaml', ''));

export const ciValuesFile = (name: string): string => join(chartFolder, 'ci', `${name}-values.yaml`);

/** Runs Helm and answers what it printed; a failure's message is what Helm said. */
export async function helm(...args: string[]): Promise<string> {
  const { stdout } = await run(await provisionHelm(), args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** What an installation with a values file, and other values over it, would create, as text. */
export async function renderText(name: string, values: object = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-values-'));
  const file = join(folder, 'values.json');
  try {
    // JSON is YAML.
    await writeFile(file, JSON.stringify(values));
    return await helm(
      ...['template', 'mill', chartFolder, '--kube-version', '1.34.0'],
      ...['--values', ciValuesFile(name), '--values', file],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same as objects. */
export async function render(name: string, values: object = {}): Promise<KubernetesObject[]> {
  return parseAllDocuments(await renderText(name, values))
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);
}
