import type * as contract from '@linzhang/shared/members/members.contract';
import * as routes from '@linzhang/shared/members/members.endpoints';
import { act, renderHook } from '@testing-library/react';
import { ApiError } from '../../miniprogram/src/lib/apiError';
import { endpoint } from '../../miniprogram/src/lib/request';
import { currentToken, dropToken, keepToken, setSignIn } from '../../miniprogram/src/lib/session';
import { useMutation } from '../../miniprogram/src/lib/useMutation';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';

const getMe = endpoint<typeof contract.getMe>(routes.getMe);
const updateMe = endpoint<typeof contract.updateMe>(routes.updateMe);
const revokeSession = endpoint<typeof contract.revokeSession>(routes.revokeSession);
const signIn = jest.fn(async () => 'renewed');

beforeEach(() => {
  signIn.mockClear();
  setSignIn(signIn, () => undefined);
  keepToken('first');
});

afterEach(dropToken);

describe('a call', () => {
  it('carries the token and a trace id, and fills in the path', async () => {
    serve('DELETE /me/sessions/a%2Fb', () => undefined);
    await revokeSession({ params: { sessionId: 'a/b' } });
    expect(requests[0]?.token).toBe('first');
    expect(requests[0]?.header['X-Request-Id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is not sent without a part of its path: that would be the address of something else', async () => {
    await expect(revokeSession({ params: { sessionId: '' } })).rejects.toMatchObject({ code: 'not_found' });
    expect(requests).toEqual([]);
  });

  it('signs in first where there is no session, once for all who wait', async () => {
    dropToken();
    serve('GET /me', () => buildMe());
    await Promise.all([getMe(), getMe(), getMe()]);
    expect(signIn).toHaveBeenCalledTimes(1);
    expect(requests.map((sent) => sent.token)).toEqual(['renewed', 'renewed', 'renewed']);
  });

  it('renews an ended session once and is sent again', async () => {
    serveInTurn('GET /me', [
      { status: 401, body: { error: { code: 'signed_out' } } },
      { status: 200, body: buildMe() },
    ]);
    await expect(getMe()).resolves.toMatchObject({ number: '8K2Q F7M0' });
    expect(requests.map((sent) => sent.token)).toEqual(['first', 'renewed']);
    expect(currentToken()).toBe('renewed');
  });

  it('gives up when the renewed session is refused too', async () => {
    refuse('GET /me', 401, 'signed_out');
    await expect(getMe()).rejects.toMatchObject({ code: 'signed_out' });
    expect(signIn).toHaveBeenCalledTimes(1);
  });

  it('tries a reading call again after a passing fault, but never a changing one', async () => {
    serveInTurn('GET /me', ['offline', { status: 503 }, { status: 200, body: buildMe() }]);
    await expect(getMe()).resolves.toBeDefined();
    serveInTurn('PATCH /me', ['offline', { status: 200, body: buildMe() }]);
    await expect(updateMe({ body: { nickname: '李芳' } })).rejects.toMatchObject({ code: 'offline' });
  }, 10_000);

  it('hands on the code, the details and the trace of a refusal', async () => {
    refuse('PATCH /me', 422, 'text_rejected', { field: 'nickname' });
    const refusal = new ApiError('text_rejected', { field: 'nickname' }, 'trace-1');
    await expect(updateMe({ body: { nickname: '…' } })).rejects.toEqual(refusal);
  });
});

describe('a change', () => {
  const seen: string[] = [];
  const failures: ApiError[] = [];
  const change = async (_: string, requestId: string) => {
    seen.push(requestId);
    const failure = failures.shift();
    if (failure) throw failure;
    return 'done';
  };

  beforeEach(() => {
    seen.length = 0;
  });

  const submit = async (inputs: readonly string[]) => {
    const { result } = renderHook(() => useMutation(change));
    for (const input of inputs) await act(() => result.current.submit(input));
  };

  it('keeps its requestId until a final answer came', async () => {
    failures.push(new ApiError('no_answer'), new ApiError('unavailable'));
    await submit(['same', 'same', 'same', 'same']);
    expect(new Set(seen.slice(0, 3)).size).toBe(1);
    expect(seen[3]).not.toBe(seen[0]);
  });

  it('takes a new requestId after a refusal, and for another input', async () => {
    failures.push(new ApiError('version_conflict'), new ApiError('offline'));
    await submit(['a', 'a', 'b']);
    expect(new Set(seen).size).toBe(3);
  });

  it('lets a second tap do nothing while the first one is under way', async () => {
    const { result } = renderHook(() => useMutation(change));
    await act(async () => {
      await Promise.all([result.current.submit('x'), result.current.submit('x')]);
    });
    expect(seen).toHaveLength(1);
  });
});
