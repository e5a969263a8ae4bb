import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@linzhang/embedded-mongo';
import { TestApi } from '../support/api';
import { startServerProcess } from '../support/processes';

describe('what the outside sees', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ TRUST_PROXY: '1' });
  });
  afterAll(() => api.stop());

  it('is a living, ready process with its figures', async () => {
    expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${api.url}/readyz`)).json()).toEqual({ status: 'ok' });
    await fetch(`${api.url}/api/terms`);
    const metrics = await (await fetch(`${api.url}/metrics`)).text();
    expect(metrics).toContain('http_request_seconds_bucket');
    expect(metrics).toContain('route="/terms",status="200"');
  });

  it('has no figures for who comes through the proxy', async () => {
    const response = await fetch(`${api.url}/metrics`, { headers: { 'x-forwarded-for': '1.2.3.4' } });
    expect(response.status).toBe(404);
  });

  it('carries headers that keep a browser safe, on refusals too', async () => {
    for (const path of ['/api/terms', '/api/nowhere', '/healthz', '/api/docs']) {
      const { headers } = await fetch(`${api.url}${path}`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(headers.get('x-powered-by')).toBeNull();
    }
    const secure = await fetch(`${api.url}/api/terms`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(secure.headers.get('strict-transport-security')).toContain('max-age=');
  });
});

describe('a server whose database goes away', () => {
  it('says so, answers unavailable, and serves again when it is back', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'linzhang-away-'));
    const database = await startEmbeddedMongo({ dataDir });
    const uri = database.uri.replace('/?', '/linzhang?');
    const server = await startServerProcess({ MONGODB_URI: uri, LOG_LEVEL: 'warn' });
    const readiness = async () => {
      const response = await fetch(`${server.url}/readyz`);
      return [response.status, await response.json()];
    };
    expect(await readiness()).toEqual([200, { status: 'ok' }]);
    await database.stop();
    expect(await readiness()).toEqual([503, { status: 'unavailable', reason: 'database' }]);
    const refused = await fetch(`${server.url}/api/me`, { headers: { authorization: `Bearer ${'x'.repeat(43)}` } });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(((await refused.json()) as { error: { code: string } }).error.code).toBe('unavailable');
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
    const again = await startEmbeddedMongo({ dataDir, port: database.port });
    for (let tries = 0; tries < 100 && (await readiness())[0] !== 200; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await readiness()).toEqual([200, { status: 'ok' }]);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    await again.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 90_000);
});
