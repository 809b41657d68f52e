const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DATE_TIME = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const NUMBER = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 6 });

/** UCUM codes people do not read as units. */
const UNITS = { Cel: '°C', '[degF]': '°F', '%': '%', 1: '' };

/** An instant in the viewer's local time; without the date when it is today's. */
export function formatTime(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  return date.toDateString() === new Date().toDateString() ? TIME.format(date) : DATE_TIME.format(date);
}

export function formatValue(value) {
  if (value === null || value === undefined) return 'no value';
  if (typeof value === 'number') return NUMBER.format(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

export const formatUnit = (unit) => UNITS[unit] ?? unit ?? '';

/** A value with its unit. */
export const formatQuantity = (value, unit) => `${formatValue(value)} ${formatUnit(unit)}`.trim();
