import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStack, temporaryStack } from '../testing/temporary-stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await temporaryStack(['registry']);
}, 240_000);
afterAll(() => stack?.remove());

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${stack.addresses.registryUrl}${path}`, {
    method,
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
const record = (...fields: object[]) => ({ schema: JSON.stringify({ type: 'record', name: 'R', fields }) });
const V = { name: 'v', type: 'double' };

describe('the schema registry', () => {
  it('keeps ids, versions and compatibility over a clean restart and over kill -9', async () => {
    const subject = '/subjects/telemetry.received-io.millrace.R';
    const first = await call('POST', `${subject}/versions`, record(V));
    expect(first.status).toBe(200);
    expect(
      await call('PUT', '/config/telemetry.received-io.millrace.R', { compatibility: 'FULL_TRANSITIVE' }),
    ).toMatchObject({ status: 200 });
    await stack.restart('registry');
    expect(await call('POST', `${subject}/versions`, record(V))).toEqual(first);

    const second = await call('POST', `${subject}/versions`, record(V, { name: 'u', type: 'string', default: '' }));
    expect(second.status).toBe(200);
    await stack.kill('registry', 'SIGKILL'); // at once: the answered registration must be on disk
    await stack.restart('registry');
    const id = (second.body as { id: number }).id;
    expect(
      (await call('GET', `/schemas/ids/${id}?fetchMaxId=false&subject=telemetry.received-io.millrace.R`)).status,
    ).toBe(200);
    expect(await call('GET', `${subject}/versions`)).toEqual({ status: 200, body: [1, 2] });
    expect((await call('POST', `${subject}/versions`, record({ name: 'v', type: 'string' }))).status).toBe(409);
  }, 240_000);
});
