import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A folder below `.millrace` (never committed), made if it isn't there. */
export function workFolder(name: string): string {
  const folder = `${root}.millrace/${name}`;
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Where tools that the repository builds for itself lie. */
export const toolsFolder = (): string => workFolder('tools');
