import { extname } from 'node:path';

/** Arguments with which this Node runs a module of this package: from source as it stands, or from dist once built. */
export function nodeArgs(module: string, here: string = import.meta.filename): string[] {
  const extension = extname(here);
  const file = `${import.meta.dirname}/${module}${extension}`;
  return extension === '.ts' ? ['--conditions=@millrace/source', file] : [file];
}
