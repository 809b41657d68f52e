import { type ClickHouse, deadLetters, insertBlock, type TableShape } from '@millrace/clickhouse';
import type { Codecs } from '@millrace/contracts';
import type { SinkBlock } from '@millrace/streaming';
import { Inject, Injectable } from '@nestjs/common';
import { Store } from '../store/store.ts';
import { CLICKHOUSE, CODECS } from '../tokens.ts';
import { sortRecords } from './sort-records.ts';
import type { ToRows } from './to-rows.ts';

/** Writes blocks of records as blocks of rows. An error means: try the same block again. */
@Injectable()
export class BlockWriter {
  readonly #client: ClickHouse;
  readonly #codecs: Codecs;
  readonly #store: Store;

  constructor(@Inject(CLICKHOUSE) client: ClickHouse, @Inject(CODECS) codecs: Codecs, @Inject(Store) store: Store) {
    this.#client = client;
    this.#codecs = codecs;
    this.#store = store;
  }

  async write<Row>(stream: string, block: SinkBlock, table: TableShape<Row>, toRows: ToRows<Row>): Promise<void> {
    await this.#store.opened;
    const { rows, unusable } = await sortRecords(this.#codecs, stream, block.records, toRows);
    try {
      await insertBlock(this.#client, { table, token: block.token, rows });
      // A token of its own: for dead.letters both inserts go to the same table.
      await insertBlock(this.#client, { table: deadLetters, token: `${block.token}:unusable`, rows: unusable });
      this.#store.succeeded();
    } catch (error) {
      this.#store.failed(error);
      throw error;
    }
  }
}
