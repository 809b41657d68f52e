/** The part of a device message that holds only the readings at some places, or why there is none. */
export type SelectedReadings =
  { readonly message: Readonly<Record<string, unknown>> } | { readonly missing: number; readonly rule: string };

/**
 * Cuts a device message (see `parseDeviceMessage`) down to the readings at `places`: those of `readings` come first, those of `values`
 * after them. What is left is judged like any other message.
 */
export function selectReadings(input: Readonly<Record<string, unknown>>, places: readonly number[]): SelectedReadings {
  const { readings, values, ...envelope } = input;
  const listed = Array.isArray(readings) ? (readings as unknown[]) : [];
  const named = typeof values === 'object' && values !== null ? Object.entries(values) : [];
  const all = [...listed, ...named.map(([metric, value]) => ({ metric, value }))];
  const missing = places.find((place) => place >= all.length);
  if (missing !== undefined) {
    return { missing, rule: `must still be at place ${missing} of the message, which holds ${all.length} readings` };
  }
  return { message: { ...envelope, readings: places.map((place) => all[place]) } };
}
