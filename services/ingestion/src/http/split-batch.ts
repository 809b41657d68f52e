import { elementRanges } from './json-elements.ts';

/** The device messages of a request body, each with a way to its original bytes. */
export interface BatchItem {
  readonly input: unknown;
  bytes(): Buffer;
}

/** One message, an array of messages, or `{"messages": […]}`. */
export function splitBatch(body: unknown, bytes: Buffer): BatchItem[] {
  const messages = Array.isArray(body) ? (body as unknown[]) : messagesOf(body);
  if (messages === undefined) return [{ input: body, bytes: () => bytes }];
  let ranges: ReturnType<typeof elementRanges> | undefined;
  return messages.map((input, index) => ({
    input,
    bytes: () => {
      ranges ??= elementRanges(bytes, 'messages');
      const [start, end] = ranges[index] ?? [0, bytes.length];
      return bytes.subarray(start, end);
    },
  }));
}

function messagesOf(body: unknown): unknown[] | undefined {
  if (typeof body !== 'object' || body === null || !('messages' in body)) return undefined;
  return Array.isArray(body.messages) ? (body.messages as unknown[]) : undefined;
}
