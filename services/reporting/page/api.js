/** An answer that is not a success, with what the service says about it (RFC 9457). */
export class ApiError extends Error {
  constructor(status, detail) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** Requests to our own origin with the viewer's token. */
export class Api {
  #token;

  constructor(token) {
    this.#token = token;
  }

  /** The response, once its status says success. @throws ApiError */
  async fetch(path, { query = {}, headers = {}, ...rest } = {}) {
    const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
    const url = asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`;
    const response = await fetch(url, { ...rest, headers: { ...headers, authorization: `Bearer ${this.#token}` } });
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw new ApiError(response.status, problem.detail ?? problem.title ?? `The service answered ${response.status}.`);
  }

  async get(path, query) {
    return (await this.fetch(path, { query })).json();
  }

  post(path, body) {
    return this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
}
