import type { Reading, Violation } from '../reading.ts';
import { isViolation, under, validateReading, type ReadingContext } from '../validate-reading.ts';
import { datatypeName, qualityOf, TEMPLATE, typedValue } from './datatype.ts';
import { resolve, type MetricTable } from './metric-table.ts';
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
  const readings: Reading[] = [];
  const violations: Violation[] = [];
  for (const [index, metric] of message.metrics.entries()) {
    const definition = resolve(metric, table, trustAliases);
    if (definition === undefined) return undefined;
    const { name, datatype } = definition;
    if (CONTROL.test(name) || metric.isTransient === true || metric.isTemplateDefinition === true) continue;
    for (const outcome of readMetric({ ...metric, datatype }, name, `metrics[${index}]`, message, context)) {
      if (isViolation(outcome)) violations.push(outcome);
      else readings.push(outcome);
    }
  }
  return { device: message.device, readings, violations };
}

function readMetric(
  metric: SparkplugMetric,
  name: string,
  path: string,
  message: SparkplugMessage,
  context: ReadingContext,
): (Reading | Violation)[] {
  const { datatype = 0, isNull = false } = metric;
  // A template instance is a structure: its members are metrics of their own, named by their path.
  if (datatype === TEMPLATE && metric.members !== undefined) {
    return metric.members.flatMap((member, index) => {
      const at = { timestamp: metric.timestamp, ...member };
      return readMetric(at, `${name}/${member.name ?? index}`, `${path}.members[${index}]`, message, context);
    });
  }
  const value = isNull ? null : typedValue(datatype, metric.value);
  if (value === undefined) {
    const rule = 'must be a number, a boolean or a text type';
    return [{ code: 'UNSUPPORTED_DATATYPE', field: `${path}.datatype`, value: datatypeName(datatype), rule }];
  }
  const raw = {
    metric: name,
    value,
    at: metric.timestamp ?? message.timestamp,
    quality: qualityOf(metric.quality, isNull),
  };
  const outcome = validateReading(raw, context);
  return [isViolation(outcome) ? under(path, outcome) : outcome];
}
