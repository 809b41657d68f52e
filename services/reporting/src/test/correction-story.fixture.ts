import { randomUUID } from 'node:crypto';
import {
  CorrectionApproved,
  CorrectionCommandRefused,
  CorrectionRejected,
  CorrectionRequested,
  CorrectionWithdrawn,
} from '@millrace/contracts';
import {
  decideCorrection,
  evolveCorrections,
  NO_CORRECTIONS,
  type AssetCorrections,
  type CorrectionCommand,
  type CorrectionContent,
  type CorrectionEvent,
} from '@millrace/domain';
import type { InEffect } from './corrections-model.fixture.ts';
import type { TestProducer } from './producer.fixture.ts';

type Decision = Exclude<CorrectionCommand['type'], 'RequestCorrection'>;

/** Corrections of a tenant as enrichment decides them, written to their topic. */
export class CorrectionStory {
  /** Events that were written so far. */
  written = 0;
  readonly #inEffect = new Map<string, InEffect>();
  readonly #tenant: string;
  readonly #producer: TestProducer;
  readonly #now: number;
  readonly #states = new Map<string, AssetCorrections>();
  readonly #requested = new Map<string, InEffect>();

  constructor(producer: TestProducer, tenant: string, now: number) {
    this.#producer = producer;
    this.#tenant = tenant;
    this.#now = now;
  }

  /** Ids of all that were requested. */
  get ids(): readonly string[] {
    return [...this.#requested.keys()];
  }
  get inEffect(): readonly InEffect[] {
    return [...this.#inEffect.values()];
  }

  async request(assetId: string, content: CorrectionContent, reason = 'it was wrong'): Promise<string> {
    const correctionId = randomUUID();
    const about = { tenant: this.#tenant, assetId, correctionId, commandId: correctionId, actor: 'ana', reason };
    const event = this.#decide({
      type: 'RequestCorrection',
      data: { ...about, ...content, assetPath: `acme/${assetId}`, unit: 'kW.h' },
    });
    if (event.type === 'CorrectionRequested') this.#requested.set(correctionId, { ...content, assetId, correctionId });
    await this.#write(event);
    return correctionId;
  }

  async decide(
    type: Decision,
    correctionId: string,
    actor = 'bob',
    reason = 'checked',
  ): Promise<CorrectionEvent['type']> {
    const correction = this.#requested.get(correctionId);
    if (correction === undefined) throw new Error(`"${correctionId}" was not requested`);
    const about = { tenant: this.#tenant, assetId: correction.assetId, correctionId, commandId: randomUUID() };
    const event = this.#decide({ type, data: { ...about, actor, reason, expectedVersion: null } });
    if (event.type === 'CorrectionApproved') this.#inEffect.set(correctionId, correction);
    if (event.type === 'CorrectionWithdrawn') this.#inEffect.delete(correctionId);
    await this.#write(event);
    return event.type;
  }

  #decide(command: CorrectionCommand): CorrectionEvent {
    const { assetId } = command.data;
    const state = this.#states.get(assetId) ?? NO_CORRECTIONS;
    const event = decideCorrection(state, command, { eventId: randomUUID(), now: this.#now });
    this.#states.set(assetId, evolveCorrections(state, event));
    return event;
  }

  async #write({ type, data }: CorrectionEvent): Promise<void> {
    this.written += 1;
    const { assetId } = data;
    switch (type) {
      case 'CorrectionRequested':
        return void (await this.#producer.send(CorrectionRequested, assetId, data));
      case 'CorrectionApproved':
        return void (await this.#producer.send(CorrectionApproved, assetId, data));
      case 'CorrectionRejected':
        return void (await this.#producer.send(CorrectionRejected, assetId, data));
      case 'CorrectionWithdrawn':
        return void (await this.#producer.send(CorrectionWithdrawn, assetId, data));
      case 'CorrectionCommandRefused':
        return void (await this.#producer.send(CorrectionCommandRefused, assetId, data));
      default:
        return type satisfies never;
    }
  }
}
