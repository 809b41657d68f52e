import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../provision/folders.ts';

/** The services that the image holds and the chart deploys. */
export const SERVICES = ['ingestion', 'enrichment', 'anomaly-detection', 'alerting', 'reporting'] as const;
export type Service = (typeof SERVICES)[number];

interface PackageJson {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const packageJson = (folder: string): PackageJson =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as PackageJson;

/** The folders of the services, of the command and, through their dependencies, of every library they need; nothing else ships. */
export function productWorkspaces(): string[] {
  const folders = new Set<string>();
  const visit = (folder: string): void => {
    if (folders.has(folder)) return;
    folders.add(folder);
    for (const name of Object.keys(packageJson(folder).dependencies ?? {}))
      if (name.startsWith('@millrace/')) visit(`libs/${name.slice('@millrace/'.length)}`);
  };
  for (const service of SERVICES) visit(`services/${service}`);
  visit('cli');
  return [...folders].sort();
}

/** The version of the product: the root package's. */
export const productVersion = (): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

/** The Node version that the repository pins, which is the one the image runs on. */
export function nodeVersion(): string {
  const version = packageJson('.').dependencies?.['node'];
  if (version === undefined) throw new Error('package.json: dependencies.node must pin the Node version');
  return version;
}
