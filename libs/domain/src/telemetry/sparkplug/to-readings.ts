import type { Reading, Violation } from '../reading.ts';
import { isViolation, under, validateReading, type ReadingContext } from '../validate-reading.ts';
import { datatypeName, qualityOf, TEMPLATE, typedValue } from './datatype.ts';
import { resolve, type MetricDefinition, type MetricTable } from './metric-table.ts';
import type { SparkplugMessage, SparkplugMetric } from './payload.ts';

/** Metrics of the session itself and the host's switches: not measurements. */
const CONTROL = /^(?:bdSeq$|Node Control\/|Device Control\/)/;

export interface SparkplugReadings {
  readonly device: string | undefined;
  readonly readings: readonly Reading[];
  readonly violations: readonly Violation[];
}

/**
 * The readings of a message, with the births known so far.
 * @returns undefined when one of its metrics cannot be told yet: then the whole message waits for a birth.
 */
export function toReadings(
  message: SparkplugMessage,
  table: MetricTable | undefined,
  trustAliases: boolean,
  context: ReadingContext,
): SparkplugReadings | undefined {
  const sheet: Sheet = { context, readings: [], violations: [] };
  const { metrics } = message;
  for (let index = 0; index < metrics.length; index++) {
    const metric = metrics[index]!;
    const definition = resolve(metric, table, trustAliases);
    if (definition === undefined) return undefined;
    if (CONTROL.test(definition.name) || metric.isTransient === true || metric.isTemplateDefinition === true) continue;
    readMetric(metric, definition, metric.timestamp ?? message.timestamp, () => `metrics[${index}]`, sheet);
  }
  return { device: message.device, readings: sheet.readings, violations: sheet.violations };
}

/** What a message is read with, and what was found in it so far. */
interface Sheet {
  readonly context: ReadingContext;
  readonly readings: Reading[];
  readonly violations: Violation[];
}

/** @param path where in the message it stands; asked for only when something is wrong */
function readMetric(
  metric: SparkplugMetric,
  { name, datatype }: Pick<MetricDefinition, 'name' | 'datatype'>,
  at: number | undefined,
  path: () => string,
  sheet: Sheet,
): void {
  // A template instance is a structure: its members are metrics of their own, named by their path.
  if (datatype === TEMPLATE && metric.members !== undefined) {
    for (const [index, member] of metric.members.entries()) {
      const of = { name: `${name}/${member.name ?? index}`, datatype: member.datatype ?? 0 };
      readMetric(member, of, member.timestamp ?? at, () => `${path()}.members[${index}]`, sheet);
    }
    return;
  }
  const isNull = metric.isNull === true;
  const value = isNull ? null : typedValue(datatype, metric.value);
  if (value === undefined) {
    const rule = 'must be a number, a boolean or a text type';
    const field = `${path()}.datatype`;
    sheet.violations.push({ code: 'UNSUPPORTED_DATATYPE', field, value: datatypeName(datatype), rule });
    return;
  }
  const outcome = validateReading(
    { metric: name, value, at, quality: qualityOf(metric.quality, isNull) },
    sheet.context,
  );
  if (isViolation(outcome)) sheet.violations.push(under(path(), outcome));
  else sheet.readings.push(outcome);
}
