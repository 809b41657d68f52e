import { beforeAll, expect, it } from 'vitest';
import { provisionKubernetesValidate } from '../provision/kubernetes-validate.ts';
import { validateManifests } from './validate.ts';

const PROVISIONING_MS = 300_000;
beforeAll(() => provisionKubernetesValidate(), PROVISIONING_MS);

const map = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n${data}\n`;

it('takes what Kubernetes takes', async () => {
  await expect(validateManifests(map('data: { a: b }'), '1.34')).resolves.toBeUndefined();
});

it.each([
  ['a field that there is not', 'datta: { a: b }', 'datta'],
  ['a value of the wrong type', 'data: { a: 1 }', '1 is not of type'],
])('refuses %s', async (_, data, finding) => {
  await expect(validateManifests(map(data), '1.34')).rejects.toThrow(finding);
});
