import { LoadRefused, type SendBatch } from './numbered-load.ts';

const REQUEST_TIMEOUT_MS = 15_000;

/** Posts batches to ingestion. A refused connection, a lost answer and "busy" all mean: once more. */
export function httpDoor(ingestionUrl: string, token: string): SendBatch {
  return async (_device, batch) => {
    let response: { readonly status: number; readonly text: string };
    try {
      const answer = await fetch(`${ingestionUrl}/v1/telemetry`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(batch),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      response = { status: answer.status, text: await answer.text() };
    } catch {
      return false;
    }
    const { status, text } = response;
    if (status >= 500 || status === 429) return false;
    if (status >= 400) throw new LoadRefused(`ingestion answered ${status}: ${text.slice(0, 500)}`);
    const { rejected } = JSON.parse(text) as { rejected?: number };
    if (rejected) throw new LoadRefused(`ingestion rejected ${rejected} readings: ${text.slice(0, 500)}`);
    return true;
  };
}
