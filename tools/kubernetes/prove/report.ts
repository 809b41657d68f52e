/** What the proof found, step by step. */
export interface ProofReport {
  readonly kubernetes: string;
  readonly image: string;
  readonly replicas: number;
  readonly secondsToInstall: number;
  /** From the request to the answer of the front door that has it. */
  readonly secondsToFirstReading: number;
  readonly secondsToUpgrade: number;
  readonly podsReplaced: number;
  readonly messagesAcknowledged: number;
  readonly messagesStored: number;
  readonly lost: number;
  readonly doubled: number;
  readonly requestsRetried: number;
  /** Containers that ended by themselves. */
  readonly restarts: number;
}

/** Everything acknowledged is stored exactly once, all pods were replaced, and none of them died. */
export const isProven = (report: ProofReport): boolean =>
  report.messagesAcknowledged > 0 &&
  report.lost === 0 &&
  report.doubled === 0 &&
  report.restarts === 0 &&
  report.podsReplaced > 0;

const LABELS: readonly (readonly [keyof ProofReport, string])[] = [
  ['kubernetes', 'Kubernetes'],
  ['image', 'image'],
  ['replicas', 'replicas of each service'],
  ['secondsToInstall', 'installed and ready after, s'],
  ['secondsToFirstReading', 'first reading: from request to history, s'],
  ['secondsToUpgrade', 'rolling upgrade under load took, s'],
  ['podsReplaced', 'pods replaced'],
  ['messagesAcknowledged', 'device messages acknowledged'],
  ['messagesStored', 'device messages stored'],
  ['lost', 'lost'],
  ['doubled', 'stored twice'],
  ['requestsRetried', 'requests sent again'],
  ['restarts', 'containers that ended by themselves'],
];

/** The report as a Markdown table. */
export function renderReport(report: ProofReport): string {
  const rows = LABELS.map(([field, label]) => `| ${label} | ${report[field]} |`);
  return ['| what | found |', '|---|---|', ...rows, '', isProven(report) ? 'Proven.' : 'Not proven.'].join('\n');
}
