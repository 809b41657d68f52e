import { ApiError } from './api.js';

const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 20_000;
/** The service says something at least every 15 s; after three times that, the connection is dead. */
const SILENCE_MS = 45_000;

/** Cuts the text of a stream into server-sent events: `push` returns those that are complete. */
export class EventParser {
  #rest = '';

  push(text) {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.map(parseEvent).filter((event) => event !== undefined);
  }
}

function parseEvent(block) {
  let name = 'message';
  const data = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) name = line.slice(7);
    else if (line.startsWith('data: ')) data.push(line.slice(6));
  }
  return data.length === 0 ? undefined : { name, data: JSON.parse(data.join('\n')) };
}

/**
 * Follows a stream of server-sent events with `fetch`, which unlike EventSource can send the token. Connects again by itself
 * until `signal` is aborted or the token is refused.
 * @param onEvent called with {name, data}
 * @param onState called with 'connecting', 'live', 'lost' or 'refused' and a text
 */
export async function followEvents(api, { path, query, signal, onEvent, onState }) {
  let wait = RETRY_FIRST_MS;
  while (!signal.aborted) {
    onState('connecting', 'Connecting');
    try {
      await readOnce(api, {
        path,
        query,
        signal,
        onEvent: (event) => {
          wait = RETRY_FIRST_MS;
          onEvent(event);
        },
      });
      onState('lost', 'Connection lost, trying again');
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && (error.status === 401 || error.status === 403))
        return onState('refused', error.message);
      onState('lost', `Connection lost, trying again (${error.message})`);
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, RETRY_MAX_MS);
  }
}

async function readOnce(api, { path, query, signal, onEvent }) {
  const silence = new AbortController();
  const response = await api.fetch(path, { query, signal: AbortSignal.any([signal, silence.signal]) });
  const parser = new EventParser();
  let timer;
  try {
    for await (const text of texts(response.body)) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      for (const event of parser.push(text)) onEvent(event);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** A reader, because not every browser can iterate over a stream. */
async function* texts(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
