import type { Callbacks, WxOptions } from './callbacks';

interface NetworkStatus {
  isConnected: boolean;
  networkType: string;
}

/** The network of the phone: `wx.request` reaches the server under test, whatever address the build was made for. */
export class Network {
  private online = true;
  private readonly listeners = new Set<(status: NetworkStatus) => void>();
  private readonly running = new Set<AbortController>();

  constructor(private readonly apiUrl: string) {}

  /** Takes the network away, with all requests under way, or gives it back; tells who listens. */
  setOnline(online: boolean): void {
    this.online = online;
    if (!online) for (const request of this.running) request.abort();
    for (const listener of this.listeners) listener(this.status);
  }

  api(callbacks: Callbacks): Record<string, unknown> {
    return {
      getNetworkType: (options?: WxOptions) => callbacks.succeed('getNetworkType', options, this.status),
      onNetworkStatusChange: (listener: (status: NetworkStatus) => void) => void this.listeners.add(listener),
      offNetworkStatusChange: (listener: (status: NetworkStatus) => void) => void this.listeners.delete(listener),
      request: (options: WxOptions) => {
        const abort = new AbortController();
        this.running.add(abort);
        this.reach(options, abort.signal)
          .then(
            (reply) => callbacks.succeed('request', options, reply),
            (error: unknown) => callbacks.refuse('request', options, String(error)),
          )
          .finally(() => this.running.delete(abort));
        return { abort: () => abort.abort(), onHeadersReceived() {}, offHeadersReceived() {} };
      },
    };
  }

  /** `wx.uploadFile`: a form with the file in it; it tells half-way and at the end how far it is. */
  upload(callbacks: Callbacks, options: WxOptions, bytes: Uint8Array | undefined): object {
    const listeners = new Set<(news: object) => void>();
    const tell = (progress: number) => {
      for (const listener of listeners) listener({ progress });
    };
    const abort = new AbortController();
    this.running.add(abort);
    this.send(options, bytes, abort.signal, tell)
      .then(
        (reply) => callbacks.succeed('uploadFile', options, reply),
        (error: unknown) => callbacks.refuse('uploadFile', options, String(error)),
      )
      .finally(() => this.running.delete(abort));
    return {
      abort: () => abort.abort(),
      onProgressUpdate: (listener: (news: object) => void) => void listeners.add(listener),
      offProgressUpdate: (listener: (news: object) => void) => void listeners.delete(listener),
      onHeadersReceived() {},
      offHeadersReceived() {},
    };
  }

  private async send(
    options: WxOptions,
    bytes: Uint8Array | undefined,
    signal: AbortSignal,
    tell: (progress: number) => void,
  ): Promise<object> {
    if (!bytes) throw new Error('file not found');
    await Promise.resolve();
    if (!this.online) throw new Error('no network');
    tell(50);
    const asked = new URL(String(options.url));
    const form = new FormData();
    for (const [name, value] of Object.entries(options.formData ?? {})) form.append(name, String(value));
    form.append(String(options.name), new Blob([bytes as BlobPart]), 'file');
    const headers = (options.header ?? {}) as Record<string, string>;
    const address = new URL(asked.pathname + asked.search, this.apiUrl);
    const response = await fetch(address, { method: 'POST', headers, body: form, signal });
    tell(100);
    return { statusCode: response.status, header: Object.fromEntries(response.headers), data: await response.text() };
  }

  private get status(): NetworkStatus {
    return { isConnected: this.online, networkType: this.online ? 'wifi' : 'none' };
  }

  private async reach(options: WxOptions, signal: AbortSignal): Promise<object> {
    if (!this.online) throw new Error('no network');
    const asked = new URL(String(options.url));
    const body = options.data === undefined ? null : asText(options.data);
    const response = await fetch(new URL(asked.pathname + asked.search, this.apiUrl), {
      method: String(options.method ?? 'GET'),
      headers: (options.header ?? {}) as Record<string, string>,
      body,
      signal,
    });
    const text = await response.text();
    const data = options.dataType === 'text' ? text : jsonOr(text);
    return { statusCode: response.status, header: Object.fromEntries(response.headers), cookies: [], data };
  }
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
