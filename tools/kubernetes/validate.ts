import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { provisionKubernetesValidate } from '../provision/kubernetes-validate.ts';

const run = promisify(execFile);

/**
 * Checks objects against a Kubernetes version's published schemas; unknown fields are errors. Kinds that aren't Kubernetes' own are
 * not checked.
 * @throws Error with every finding
 */
export async function validateManifests(yaml: string, kubernetesVersion: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-manifests-'));
  const file = join(folder, 'manifests.yaml');
  try {
    await writeFile(file, yaml);
    const command = await provisionKubernetesValidate();
    const { stdout, stderr } = await run(command, [
      '--strict',
      '--no-warn',
      '--quiet',
      '-k',
      kubernetesVersion,
      file,
    ]).catch((error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`not valid for Kubernetes ${kubernetesVersion}:\n${error.stdout ?? ''}${error.stderr ?? ''}`);
    });
    if (/ERROR/.test(stdout + stderr))
      throw new Error(`not valid for Kubernetes ${kubernetesVersion}:\n${stdout}${stderr}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
