import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from '../paths.ts';
import { type OnProgress, withProgress } from '../progress.ts';
import { mustRun } from '../tools/run-tool.ts';
import { copyArtifact } from './maven-artifacts.ts';
import { once } from './once.ts';

export const REGISTRY_VERSION = '3.3.3';

/** Folder with the unpacked Apicurio Registry (`quarkus-run.jar` in it); fetched by Maven the first time (159 MB). */
export async function provisionRegistry(onProgress: OnProgress): Promise<string> {
  const target = join(cacheDir(), `apicurio-registry-${REGISTRY_VERSION}`);
  if (existsSync(target)) return target;
  const fill = async (dir: string) => {
    await copyArtifact(`io.apicurio:apicurio-registry-app:${REGISTRY_VERSION}:tar.gz:all`, dir);
    const archive = join(dir, `apicurio-registry-app-${REGISTRY_VERSION}-all.tar.gz`);
    await mustRun('tar', ['-xzf', archive, '-C', dir]);
    await rm(archive);
  };
  return withProgress('registry', 'fetching Apicurio Registry with Maven (159 MB)', onProgress, () =>
    once(target, fill),
  );
}
