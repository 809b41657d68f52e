import type { Addresses } from '@millrace/local-stack/stack';
import { inject } from 'vitest';
import './provided-context.ts';

/** Addresses of the stack this test run has: brokers, registry, ClickHouse, MQTT. Only in integration tests. */
export function stackForTests(): Addresses {
  const addresses = inject('millraceStack') as Addresses | undefined;
  if (addresses) return addresses;
  throw new Error('this test has no stack: name the file *.integration.spec.ts and run it with --project integration');
}
