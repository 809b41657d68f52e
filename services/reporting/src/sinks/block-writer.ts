import type { ClickHouse } from '@millrace/clickhouse';
import type { Codecs } from '@millrace/contracts';
import type { SinkBlock } from '@millrace/streaming';
import { Inject, Injectable } from '@nestjs/common';
import { Store } from '../store/store.ts';
import { CLICKHOUSE, CODECS } from '../tokens.ts';
import type { Destination } from './destination.ts';
import { writeBlock } from './write-block.ts';

/** Writes blocks once the schema is there, and tells the store how it went. An error means: try the same block again. */
@Injectable()
export class BlockWriter {
  readonly #parts: { readonly client: ClickHouse; readonly codecs: Codecs };
  readonly #store: Store;

  constructor(@Inject(CLICKHOUSE) client: ClickHouse, @Inject(CODECS) codecs: Codecs, @Inject(Store) store: Store) {
    this.#parts = { client, codecs };
    this.#store = store;
  }

  async write(destination: Destination, block: SinkBlock, signal: AbortSignal): Promise<void> {
    await this.#store.whenOpen(signal);
    try {
      await writeBlock(this.#parts, destination, block);
      this.#store.succeeded();
    } catch (error) {
      this.#store.failed(error);
      throw error;
    }
  }
}
