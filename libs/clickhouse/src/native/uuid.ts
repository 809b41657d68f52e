const UUID_TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID that a column of them can hold (RFC 9562 section 4). */
export function isUuid(text: string): boolean {
  return UUID_TEXT.test(text);
}
