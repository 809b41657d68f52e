import type { BeforeStreams } from '@millrace/streaming/nest';
import { AlarmsView } from './alarms/alarms-view.ts';
import { RulesView } from './rules/rules-view.ts';

/** The streams wait for the tables: readings judged by half the rules would not be judged again. */
export const tablesFirst: BeforeStreams = (app) =>
  Promise.all([app.get(RulesView).caughtUp.run(), app.get(AlarmsView).caughtUp.run()]);
