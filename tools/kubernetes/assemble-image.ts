import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { workFolder } from '../provision/folders.ts';
import { assembleDependencies } from './assemble-dependencies.ts';
import { assembleProduct } from './assemble-product.ts';
import { assembleRuntime } from './assemble-runtime.ts';
import type { Platform } from './platform.ts';

/** Where the Dockerfile looks for what goes into the image. */
export const imageFolder = (): string => workFolder('image');

/** Puts the compiled product, its production dependencies and Node into `folder`, ready for the Dockerfile. Run `tsc -b` before. */
export async function assembleImage(platform: Platform, folder = imageFolder()): Promise<void> {
  await assembleRuntime(join(folder, 'runtime'), platform);
  await assembleDependencies(join(folder, 'dependencies'));
  await assembleProduct(join(folder, 'product'));
}

/** Lays an assembled image out in `target` as the Dockerfile does, to run it without Docker: `target/runtime/node`, `target/app`. */
export function layOut(target: string, folder = imageFolder()): void {
  mkdirSync(join(target, 'app'), { recursive: true });
  execFileSync('cp', ['-a', join(folder, 'runtime'), target]);
  for (const layer of ['dependencies', 'product'])
    execFileSync('cp', ['-a', `${folder}/${layer}/.`, join(target, 'app')]);
}
