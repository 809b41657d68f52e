import { topic } from '@millrace/contracts';
import { GlobalTable } from '@millrace/streaming';
import type { OnApplicationShutdown } from '@nestjs/common';
import { CatchUp } from '../catch-up.ts';
import type { ViewOptions } from '../rules/rules-view.ts';
import { AlarmList } from './alarm-list.ts';

/** This instance's copy of the alarms: `alarms.events` from its beginning, kept up to date. */
export class AlarmsView implements OnApplicationShutdown {
  readonly alarms = new AlarmList();
  readonly caughtUp: CatchUp;
  readonly #table: GlobalTable;

  constructor({ readiness, ...rest }: ViewOptions) {
    const apply = this.alarms.apply.bind(this.alarms);
    this.#table = new GlobalTable({ ...rest, topics: [topic.alarmsEvents], apply });
    this.caughtUp = new CatchUp('alarms', this.#table, readiness);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#table.stop();
  }
}
