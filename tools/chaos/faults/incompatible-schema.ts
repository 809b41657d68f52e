import { TelemetryReceived } from '@millrace/contracts';
import type { Fault } from './fault.ts';

const CONFLICT = 409;
/** No registry gives it out. */
const UNKNOWN_SCHEMA_ID = 2_000_000_000;

/**
 * A producer changes a field's type. The registry must refuse its schema; and what it writes by hand under a schema id that
 * nobody knows must become dead letters.
 */
export const incompatibleSchema: Fault = {
  name: 'incompatible-schema',
  takes: ['poison'],
  seconds: [0, 0],
  async play({ product, poison }) {
    const status = await register(product.stack.addresses.registryUrl);
    if (status !== CONFLICT) throw new Error(`the registry answered ${status} to an incompatible schema`);
    const head = Buffer.alloc(5);
    head.writeInt32BE(UNKNOWN_SCHEMA_ID, 1);
    await poison.append(head);
  },
};

async function register(registryUrl: string): Promise<number> {
  const schema = TelemetryReceived.schemaJson.replace(
    '"name":"deviceId","type":"string"',
    '"name":"deviceId","type":"int"',
  );
  if (schema === TelemetryReceived.schemaJson) throw new Error('the schema has no deviceId to change');
  const url = `${registryUrl}/subjects/${encodeURIComponent(TelemetryReceived.subject)}/versions`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify({ schema, schemaType: 'AVRO' }),
  });
  await response.text();
  return response.status;
}
