import { renderTable, type Summary } from './summary.ts';

const [BEGIN, END] = ['<!-- npm run bench -- --write: begin -->', '<!-- npm run bench -- --write: end -->'];

/** The page with the table of a run in place of the one before. @throws Error when the page has no place for it */
export function withTable(page: string, machine: string, summaries: readonly Summary[]): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the page has no lines ${BEGIN} and ${END}`);
  const table = `${BEGIN}\n\nMeasured on ${machine}.\n\n${renderTable(summaries)}\n\n`;
  return page.slice(0, begin) + table + page.slice(end);
}
