import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestApi } from '../support/api';

const lines: string[] = [];
const TEXT = 'const shown = "福利圈";\n'.repeat(1_000);
let folder: string;
let api: TestApi;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linzhang-pages-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><script>let size = 1;</script>');
  await writeFile(join(folder, 'app.0123abcd.js'), 'void 0;');
  await writeFile(join(folder, 'text.0123abcd.js'), TEXT);
  await writeFile(join(folder, 'big.bin'), Buffer.alloc(50_000_000));
  api = await TestApi.start({ H5_DIR: folder, LOG_LEVEL: 'info' }, { write: (line) => lines.push(line) });
});
afterAll(async () => {
  await api.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the built pages', () => {
  it('are served with the hash of the one script inside them, and asked for anew each time', async () => {
    const page = await fetch(`${api.url}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self' 'sha256-[\w+/]+=*'/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await page.text()).toContain('let size');
  });

  it('keep files with a hash in their name for a year, and send unchanged ones once', async () => {
    const file = await fetch(`${api.url}/app.0123abcd.js`);
    expect(file.headers.get('cache-control')).toContain('immutable');
    const modified = file.headers.get('last-modified') ?? '';
    const again = await fetch(`${api.url}/app.0123abcd.js`, {
      headers: { 'if-modified-since': modified, 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
    const head = await fetch(`${api.url}/app.0123abcd.js`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '7']);
  });

  it.each(['br', 'gzip'])('are sent packed to who takes %s, and give the same text', async (encoding) => {
    const asked = { headers: { 'accept-encoding': encoding } };
    const file = await fetch(`${api.url}/text.0123abcd.js`, asked);
    expect([file.headers.get('content-encoding'), file.headers.get('vary')]).toEqual([encoding, 'Accept-Encoding']);
    expect(Number(file.headers.get('content-length'))).toBeLessThan(TEXT.length / 10);
    expect(await file.text()).toBe(TEXT);
    const head = await fetch(`${api.url}/text.0123abcd.js`, { ...asked, method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(file.headers.get('content-length'));
  });

  it('are sent as they are to who takes nothing packed, and where packing is not worth it', async () => {
    const plain = await fetch(`${api.url}/text.0123abcd.js`, { headers: { 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, TEXT]);
    const short = await fetch(`${api.url}/app.0123abcd.js`, { headers: { 'accept-encoding': 'br' } });
    expect([short.headers.get('content-encoding'), await short.text()]).toEqual([null, 'void 0;']);
  });

  it('are packed anew when they have changed', async () => {
    await writeFile(join(folder, 'notes.js'), TEXT);
    await (await fetch(`${api.url}/notes.js`)).text();
    await writeFile(join(folder, 'notes.js'), `${TEXT}more`);
    await utimes(join(folder, 'notes.js'), new Date(), new Date(Date.now() + 5_000));
    expect(await (await fetch(`${api.url}/notes.js`)).text()).toBe(`${TEXT}more`);
  });

  it.each(['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/%00', '/%ff', '/nothing.js'])(
    'do not lead out of their folder by %s',
    async (path) => {
      expect((await fetch(`${api.url}${path}`)).status).toBe(404);
    },
  );

  it('are no fault of ours when somebody leaves before a file is there', async () => {
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    socket.write('GET /big.bin HTTP/1.1\r\nhost: pages\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    await sleep(300);
    expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
    expect(
      lines.map((line) => JSON.parse(line) as { level: number; route: string }).filter((line) => line.level >= 40),
    ).toEqual([]);
    expect(lines.length).toBeGreaterThan(0);
  });
});
