/** One server-sent event (WHATWG HTML, section 9.2). `data` is JSON, which never has a line break. */
export function sseEvent(id: string, event: string, json: string): string {
  return `id: ${id}\nevent: ${event}\ndata: ${json}\n\n`;
}

/** A comment: keeps proxies from closing a quiet connection, and shows a client that it is alive. */
export const HEARTBEAT = ': still here\n\n';
