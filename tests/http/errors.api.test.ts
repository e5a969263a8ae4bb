import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import * as routes from '@linzhang/shared/members/members.endpoints';
import { codeOf, type ErrorBody, type Reply, TestApi } from '../support/api';
import { buildMember } from '../support/people';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterEach(() => api.simulator.state.clear());
afterAll(() => api.stop());

/** Posts bytes as they are to the sign-in, which anybody may call. */
async function post(body: string | Buffer, headers: Record<string, string> = {}): Promise<Reply<ErrorBody>> {
  const response = await fetch(`${api.url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: body as never,
  });
  return { status: response.status, body: (await response.json()) as ErrorBody, headers: response.headers };
}

const code = (reply: Reply<ErrorBody>) => [reply.status, reply.body.error.code];

describe('a refusal', () => {
  it('has a code, its details, and the trace id that is in the header too', async () => {
    const reply: Reply<ErrorBody> = await api.call(routes.signIn, { body: {} });
    expect(Object.keys(reply.body)).toEqual(['error']);
    expect(Object.keys(reply.body.error).sort()).toEqual(['code', 'details', 'traceId']);
    expect(reply.body.error.traceId).toBe(reply.headers.get('x-request-id'));
    expect(reply.headers.get('content-type')).toContain('application/json');
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['keeps the trace id of the caller', 'trace-0123.A_b', true],
    ['but not one that is too short', 'short', false],
    ['nor one that is too long', 'x'.repeat(65), false],
    ['nor one with other characters', 'abcdefgh"},{"x', false],
  ])('%s', async (_what, given, kept) => {
    const reply = await api.call(routes.getMe, { headers: { 'x-request-id': given } });
    expect(codeOf(reply)).toBe('signed_out');
    const traceId = reply.headers.get('x-request-id') ?? '';
    expect(traceId === given).toBe(kept);
    expect(traceId).toMatch(/^[\w.-]{8,64}$/);
  });

  it('for a path that is not there is not_found, for a method that is not, method_not_allowed with what is', async () => {
    expect(codeOf(await api.call({ method: 'get', path: '/nowhere' }))).toBe('not_found');
    expect(codeOf(await api.call({ method: 'get', path: '/__proto__' }))).toBe('not_found');
    const wrong = await api.call({ method: 'delete', path: '/terms' });
    expect([wrong.status, codeOf(wrong)]).toEqual([405, 'method_not_allowed']);
    expect(wrong.headers.get('allow')).toContain('GET');
  });
});

describe('a body', () => {
  it('that is no JSON is told in the words of the catalogue', async () => {
    for (const body of ['{', '{"code":}', 'hello', '"text"', '{"a":1}{"b":2}'])
      expect(code(await post(body))).toEqual([400, 'invalid_request']);
  });

  it('that says it is compressed, and is not, is told too; one that is, is read', async () => {
    expect(code(await post('no gzip', { 'content-encoding': 'gzip' }))).toEqual([400, 'invalid_request']);
    expect(code(await post('{}', { 'content-encoding': 'martian' }))).toEqual([400, 'invalid_request']);
    const valid = gzipSync(JSON.stringify({ code: 'sim:gz', device: { platform: 'weapp' } }));
    expect((await post(valid, { 'content-encoding': 'gzip' })).status).toBe(201);
  });

  it('may have 1 MB and no more, compressed or not', async () => {
    const big = JSON.stringify({ code: 'x'.repeat(1_100_000) });
    expect(code(await post(big))).toEqual([413, 'request_too_large']);
    expect(code(await post(gzipSync(big), { 'content-encoding': 'gzip' }))).toEqual([413, 'request_too_large']);
    const nearly = JSON.stringify({ code: 'x'.repeat(1_000_000) });
    expect(code(await post(nearly))).toEqual([400, 'invalid_request']);
  });

  it('is not told back: a refusal stays short, however much was wrong', async () => {
    const fields = Array.from({ length: 60_000 }, (_, index) => [`field${index}`, 1]);
    for (const body of [Object.fromEntries(fields), { code: {}, ['k'.repeat(500_000)]: 1 }])
      expect(JSON.stringify((await post(JSON.stringify(body))).body).length).toBeLessThan(2_000);
  });

  it('cannot reach the prototype of objects', async () => {
    expect(code(await post('{"__proto__":{"admin":true},"code":"sim:a","device":{"platform":"h5"}}'))).toEqual([
      400,
      'invalid_request',
    ]);
  });

  it('is refused where none is expected, like a query', async () => {
    const member = await buildMember(api);
    const extra = await api.call(routes.exportOwnData, { token: member.token, body: { memberId: 'x' } });
    expect(codeOf(extra)).toBe('invalid_request');
    const query = await api.call(routes.getMe, { token: member.token, query: { memberId: 'x' } });
    expect(codeOf(query)).toBe('invalid_request');
  });

  it('of text with control characters or turned direction is refused', async () => {
    const member = await buildMember(api);
    for (const nickname of ['李\u0000芳', '李\n芳', 'abc\u202eevil', '\ud800'])
      expect(codeOf(await api.call(routes.updateMe, { token: member.token, body: { nickname } }))).toBe(
        'invalid_request',
      );
    const emoji = await api.call(routes.updateMe, { token: member.token, body: { nickname: '👩‍👧 李芳' } });
    expect(emoji.status).toBe(200);
  });
});

describe('the head of a request', () => {
  /** What comes back for bytes that are sent as they are. */
  function answerTo(bytes: string): Promise<string> {
    const { hostname, port } = new URL(api.url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.end(bytes));
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text)).on('error', reject);
    });
  }
  const terms = 'GET /api/terms HTTP/1.1\r\nhost: a\r\nconnection: close\r\n';

  it.each([
    ['a header of 20 KB', `${terms}x-request-id: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a path of 20 KB', `GET /api/${'x'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`, 431],
    ['no request at all', '\0\0\0\r\n\r\n', 400],
    ['another protocol', 'GET /api/terms HTTP/9.9\r\nhost: a\r\n\r\n', 400],
    ['a length that is none', `${terms}content-length: x\r\n\r\n`, 400],
    ['two lengths', `${terms}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n`, 400],
    ['a header of two lines', `${terms}x-a: b\rset-cookie: c\r\n\r\n`, 400],
  ])('with %s is refused without a word of why', async (_what, bytes, status) => {
    const answer = await answerTo(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [\\w ]+\r\n[\\w-]+: close\r\n\r\n$`, 'i'));
    expect(await answerTo(`${terms}\r\n`)).toMatch(/^HTTP\/1.1 200 /);
  });

  it('that names a token without end is signed out like any other', async () => {
    const reply = await api.call(routes.getMe, { token: 'x'.repeat(8_000) });
    expect([reply.status, codeOf(reply)]).toEqual([401, 'signed_out']);
  });
});
