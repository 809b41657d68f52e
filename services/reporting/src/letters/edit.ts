/** What goes in again in place of the original bytes. */
export interface Edit {
  readonly kind: 'JSON' | 'BYTES';
  readonly content: Buffer;
  /** Record to encode JSON as, where the original does not say it. */
  readonly schema: string | undefined;
}

/** The edited content of a request: `json`, `text` or `base64`. */
export function editOf(
  content:
    { readonly json?: unknown; readonly text?: string | undefined; readonly base64?: string | undefined } | undefined,
  schema: string | undefined,
): Edit | undefined {
  if (content === undefined) return undefined;
  const { json, text, base64 } = content;
  if (text !== undefined) return { kind: 'BYTES', content: Buffer.from(text), schema };
  if (base64 !== undefined) return { kind: 'BYTES', content: Buffer.from(base64, 'base64'), schema };
  return { kind: 'JSON', content: Buffer.from(JSON.stringify(json)), schema };
}
