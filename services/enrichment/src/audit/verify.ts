import { topic, type Codecs } from '@millrace/contracts';
import { ChainVerifier, type ChainFinding, type ChainHead, type Sealed } from '@millrace/domain';
import type { Logger } from '@millrace/platform';
import { GlobalTable, type InRecord, type KafkaConnection } from '@millrace/streaming';
import { digest } from './digest.ts';

export interface VerifyOptions {
  readonly connection: KafkaConnection;
  readonly codecs: Pick<Codecs, 'prepare' | 'decode'>;
  readonly logger: Logger;
  /** Heads of an earlier verification, by partition. */
  readonly expected?: Readonly<Record<string, ChainHead>>;
}

/** What was found, by partition. */
export type Verified = Readonly<Record<string, ChainFinding>>;

/** Reads all seals and then all actions, and compares. */
export async function verifyAudit({ expected = {}, ...options }: VerifyOptions): Promise<Verified> {
  const seals = new Map<number, Sealed[]>();
  await readWhole(options, topic.auditSeals, ({ type, value }) => {
    if (type !== 'AuditSealed') return;
    const known = seals.get(value.partition);
    if (known === undefined) seals.set(value.partition, [value]);
    else known.push(value);
  });
  const verifiers = new Map<number, ChainVerifier>();
  const verifierOf = (partition: number): ChainVerifier => {
    let verifier = verifiers.get(partition);
    if (verifier === undefined) {
      verifier = new ChainVerifier(seals.get(partition) ?? [], digest, expected[partition]);
      verifiers.set(partition, verifier);
    }
    return verifier;
  };
  for (const partition of [...seals.keys(), ...Object.keys(expected).map(Number)]) verifierOf(partition);
  await readWhole(options, topic.auditEvents, ({ type }, { partition, offset, key, value }) => {
    if (type !== 'ActionRecorded' || value === null) return;
    verifierOf(partition).add({ offset, key: key ?? Buffer.alloc(0), value });
  });
  const sorted = [...verifiers].sort(([a], [b]) => a - b);
  return Object.fromEntries(sorted.map(([partition, verifier]) => [String(partition), verifier.finish()]));
}

async function readWhole(
  options: Omit<VerifyOptions, 'expected'>,
  from: string,
  apply: (decoded: Parameters<ConstructorParameters<typeof GlobalTable>[0]['apply']>[0], record: InRecord) => void,
): Promise<void> {
  const failed = Promise.withResolvers<never>();
  const table = new GlobalTable({ ...options, topics: [from], apply, onFatal: failed.reject });
  try {
    await Promise.race([table.start(), failed.promise]);
  } finally {
    await table.stop();
  }
}
