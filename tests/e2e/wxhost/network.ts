import type { Callbacks, WxOptions } from './callbacks';

/** `wx.request`, which reaches the server under test whatever address the build was made for. */
export function networkApi(callbacks: Callbacks, apiUrl: string): Record<string, unknown> {
  return {
    request: (options: WxOptions) => {
      const abort = new AbortController();
      reach(options, apiUrl, abort.signal).then(
        (reply) => callbacks.succeed('request', options, reply),
        (error: unknown) => callbacks.refuse('request', options, String(error)),
      );
      return { abort: () => abort.abort(), onHeadersReceived() {}, offHeadersReceived() {} };
    },
  };
}

async function reach(options: WxOptions, apiUrl: string, signal: AbortSignal): Promise<object> {
  const asked = new URL(String(options.url));
  const body = options.data === undefined ? null : asText(options.data);
  const response = await fetch(new URL(asked.pathname + asked.search, apiUrl), {
    method: String(options.method ?? 'GET'),
    headers: (options.header ?? {}) as Record<string, string>,
    body,
    signal,
  });
  const text = await response.text();
  const data = options.dataType === 'text' ? text : jsonOr(text);
  return { statusCode: response.status, header: Object.fromEntries(response.headers), cookies: [], data };
}

function asText(data: unknown): string {
  return typeof data === 'string' ? data : JSON.stringify(data);
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
