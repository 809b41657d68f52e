import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { ServerError } from './server-error.ts';

/**
 * URL parameters plus the fields of a multipart form, in which some clients send long queries and parameters. A file in the form
 * would be an external table, which the embedded engine does not have over HTTP.
 */
export async function readFormFields(request: IncomingMessage, url: URLSearchParams): Promise<URLSearchParams> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return url;
  const form = await new Response(Readable.toWeb(request) as ReadableStream<Uint8Array>, {
    headers: { 'content-type': type },
  }).formData();
  const fields = new URLSearchParams(url);
  for (const [name, value] of form) {
    if (typeof value !== 'string')
      throw new ServerError(48, `External table ${name}: not supported by the local server`, 'NOT_IMPLEMENTED');
    fields.append(name, value);
  }
  return fields;
}
