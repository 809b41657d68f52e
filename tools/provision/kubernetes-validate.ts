import { dirname, join } from 'node:path';
import { pythonVenv } from '@millrace/testing';
import { root } from './folders.ts';

/** The path of the command `kubernetes-validate`, which carries Kubernetes' published schemas. */
export async function provisionKubernetesValidate(): Promise<string> {
  const python = await pythonVenv(join(root, 'tools/python/requirements-kubernetes.txt'));
  return join(dirname(python), 'kubernetes-validate');
}
