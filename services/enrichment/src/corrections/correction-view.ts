import { topic, type Codecs, type Decoded } from '@millrace/contracts';
import { CorrectionRegister } from '@millrace/domain';
import type { Logger } from '@millrace/platform';
import { ProblemException, type Readiness } from '@millrace/platform/nest';
import { GlobalTable, type KafkaConnection } from '@millrace/streaming';
import type { OnApplicationShutdown } from '@nestjs/common';
import { VersionWaiters } from '../registry/version-waiters.ts';
import { correctionEventOf } from './correction-events.ts';

export interface CorrectionViewOptions {
  readonly connection: KafkaConnection;
  readonly codecs: Pick<Codecs, 'prepare' | 'decode'>;
  readonly logger: Logger;
  readonly readiness: Readiness;
  onFatal(error: Error): void;
}

/** This instance's copy of all corrections: what `corrections.events` says, kept up to date. */
export class CorrectionView implements OnApplicationShutdown {
  readonly register = new CorrectionRegister();
  readonly #waiters = new VersionWaiters();
  /** Newest version of each asset's corrections, `<tenant>/<assetId>`. */
  readonly #versions = new Map<string, number>();
  readonly #table: GlobalTable;
  #caughtUp = false;

  constructor({ readiness, ...rest }: CorrectionViewOptions) {
    this.#table = new GlobalTable({
      ...{ ...rest, topics: [topic.correctionsEvents] },
      apply: (decoded) => this.#apply(decoded),
    });
    readiness.add('corrections', () => (this.#caughtUp ? this.#table.health() : 'catching up with corrections.events'));
  }

  /** Resolves when everything that was on the topic at the time of the call has been read. */
  async catchUp(): Promise<void> {
    await this.#table.start();
    this.#caughtUp = true;
  }

  /** @throws ProblemException 503 while not all corrections have been read: half of them would look like the truth. */
  assertCaughtUp(): void {
    if (this.#caughtUp) return;
    throw new ProblemException(503, { detail: 'The corrections are still being read.', retryAfterSeconds: 2 });
  }

  /** Resolves when the asset's corrections are here at this version or a later one, at the latest after `timeoutMs`. */
  async reached(tenant: string, assetId: string, version: number, timeoutMs: number): Promise<void> {
    const key = `${tenant}/${assetId}`;
    if ((this.#versions.get(key) ?? 0) < version) await this.#waiters.wait(key, version, timeoutMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#table.stop();
  }

  #apply(decoded: Decoded): void {
    const event = correctionEventOf(decoded);
    if (event === undefined || event.type === 'CorrectionCommandRefused') return;
    this.register.apply(event);
    const { tenant, assetId, version } = event.data;
    const key = `${tenant}/${assetId}`;
    this.#versions.set(key, version);
    this.#waiters.reached(key, version);
  }
}
