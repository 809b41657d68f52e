import { topic, type Codecs } from '@millrace/contracts';
import { ChainVerifier, type ChainFinding, type ChainHead, type Sealed } from '@millrace/domain';
import type { Logger } from '@millrace/platform';
import { readWhole, type KafkaConnection, type TailOptions } from '@millrace/streaming';
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
  const applySeal: TailOptions['apply'] = ({ type, value }) => {
    if (type !== 'AuditSealed') return;
    const known = seals.get(value.partition);
    if (known === undefined) seals.set(value.partition, [value]);
    else known.push(value);
  };
  await readWhole({ ...options, topics: [topic.auditSeals], apply: applySeal });
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
  const applyAction: TailOptions['apply'] = ({ type }, { partition, offset, key, value }) => {
    if (type !== 'ActionRecorded' || value === null) return;
    verifierOf(partition).add({ offset, key: key ?? Buffer.alloc(0), value });
  };
  await readWhole({ ...options, topics: [topic.auditEvents], apply: applyAction });
  const sorted = [...verifiers].sort(([a], [b]) => a - b);
  return Object.fromEntries(sorted.map(([partition, verifier]) => [String(partition), verifier.finish()]));
}
