import type Router from '@koa/router';
import * as contract from '@linzhang/shared/employees/employees.contract';
import { auditActorOf } from '../audit/audit.service';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import type { Spend } from '../http/rateLimit';
import { claimLogin, confirmLogin, startLogin } from './h5Logins.service';

/** How an employee signs in on a computer: a code there, confirmed in the mini-program. */
export function h5LoginsRoutes(
  router: Router<RequestState>,
  handle: Handle,
  { limit }: { limit: (name: string, points: number, seconds: number) => Spend },
): void {
  const { startH5Login, confirmH5Login, claimH5Login } = contract;
  const spendTry = limit('h5login', 20, 600);
  router.post(
    startH5Login.route.path,
    handle(startH5Login, async ({ now }) => {
      const { code, secret, expiresAt } = await startLogin(now);
      return { code, secret, expiresAt: expiresAt.toISOString() };
    }),
  );
  router.post(
    confirmH5Login.route.path,
    handle(confirmH5Login, async (call) => {
      await spendTry(call.actor.memberId);
      await confirmLogin(call.body.code, call.actor, auditActorOf(call), call.now);
    }),
  );
  router.post(
    claimH5Login.route.path,
    handle(claimH5Login, async ({ body, now }) => {
      const session = await claimLogin(body.secret, now);
      return session
        ? { outcome: 'signed_in' as const, token: session.token, expiresAt: session.expiresAt.toISOString() }
        : { outcome: 'waiting' as const };
    }),
  );
}
