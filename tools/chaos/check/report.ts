import type { LedgerSums } from './stored.ts';

/** What a run found; `--json` writes it. */
export interface ChaosReport {
  readonly seed: number;
  /** Readings whose message was acknowledged. */
  readonly acknowledged: number;
  /** Rows of them in ClickHouse. */
  readonly stored: number;
  /** Acknowledged readings that are not on telemetry.received, not on telemetry.enriched, or not in ClickHouse. */
  readonly lost: number;
  /** Readings more than once on telemetry.enriched, in ClickHouse, or in one of its rollups. */
  readonly doubled: number;
  /** Messages that stand after a later one of their device. */
  readonly reordered: number;
  readonly alarmsExpected: number;
  /** Alarms raised, in ClickHouse; one raised twice counts twice. */
  readonly alarmsRaised: number;
  /** Alarms by the message that raised them. */
  readonly alarmsDistinct: number;
  /** Dead letters that the poison must have caused, and those that are there. */
  readonly deadLettersExpected: number;
  readonly deadLettersStored: number;
  /** What the product's own ledger says of the run (docs/ledger.md): everything that was enriched is stored, and nothing is missing. */
  readonly deliveryLedger: LedgerSums;
  readonly batchesSentAgain: number;
  readonly faults: readonly FaultReport[];
  /** Faults of the plan that this machine could not play, and why. */
  readonly skipped: readonly string[];
}

export interface FaultReport {
  readonly name: string;
  /** When it began, seconds after the start of the run. */
  readonly at: number;
  /** From its end (or the end of the last one that overlapped) until everything worked again; null: not while we waited. */
  readonly recoveredAfterSeconds: number | null;
}

/** From the end of a fault until everything works again. */
export const RECOVERY_LIMIT_SECONDS = 30;

/** What is not as it must be; empty: the run was exact and every fault was recovered from in time. */
export function failuresOf(report: ChaosReport): string[] {
  const failures: string[] = [];
  const must = (fact: boolean, text: string): void => void (fact || failures.push(text));
  must(report.acknowledged > 0, 'nothing was acknowledged');
  must(report.lost === 0, `${report.lost} readings lost`);
  must(report.doubled === 0, `${report.doubled} readings doubled`);
  must(report.reordered === 0, `${report.reordered} messages out of order`);
  must(report.stored === report.acknowledged, `${report.stored} stored of ${report.acknowledged} acknowledged`);
  const { alarmsExpected, alarmsRaised, alarmsDistinct } = report;
  must(
    alarmsRaised === alarmsExpected && alarmsDistinct === alarmsExpected,
    `${alarmsRaised} alarms raised (${alarmsDistinct} different ones), expected ${alarmsExpected}`,
  );
  const { deadLettersExpected, deadLettersStored } = report;
  must(
    deadLettersStored === deadLettersExpected,
    `${deadLettersStored} dead letters of poison, expected ${deadLettersExpected}`,
  );
  const { enriched, stored, missing } = report.deliveryLedger;
  must(
    enriched >= report.acknowledged && enriched === stored && missing === 0,
    `the delivery ledger has ${enriched} rows enriched, ${stored} stored, ${missing} missing`,
  );
  for (const { name, at, recoveredAfterSeconds } of report.faults) {
    const recovered = recoveredAfterSeconds !== null && recoveredAfterSeconds <= RECOVERY_LIMIT_SECONDS;
    const took = recoveredAfterSeconds === null ? 'was not recovered from' : `took ${recoveredAfterSeconds} s`;
    must(recovered, `${name} at ${at} s ${took} (limit ${RECOVERY_LIMIT_SECONDS} s)`);
  }
  return failures;
}

/** The report for people. */
export function tableOf(report: ChaosReport): string {
  const faults = report.faults.map(({ name, at, recoveredAfterSeconds: after }) => {
    return `  ${name.padEnd(26)} ${at.toFixed(1).padStart(8)}  ${(after === null ? 'never' : after.toFixed(1)).padStart(12)}`;
  });
  const counts = (
    [
      ['readings acknowledged', report.acknowledged],
      ['readings stored', report.stored],
      ['lost', report.lost],
      ['doubled', report.doubled],
      ['out of order', report.reordered],
      ['alarms expected', report.alarmsExpected],
      ['alarms raised', report.alarmsRaised],
      ['dead letters expected', report.deadLettersExpected],
      ['dead letters stored', report.deadLettersStored],
      ['delivery ledger: enriched', report.deliveryLedger.enriched],
      ['delivery ledger: stored', report.deliveryLedger.stored],
      ['delivery ledger: missing', report.deliveryLedger.missing],
      ['batches sent again', report.batchesSentAgain],
    ] as const
  ).map(([what, count]) => `  ${what.padEnd(26)} ${String(count).padStart(22)}`);
  const head = `  ${'fault'.padEnd(26)} ${'at (s)'.padStart(8)}  ${'recovered (s)'.padStart(12)}`;
  const skipped = report.skipped.map((text) => `  skipped: ${text}`);
  return [`seed ${report.seed}`, head, ...faults, ...skipped, '', ...counts].join('\n');
}
