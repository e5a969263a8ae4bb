import type Router from '@koa/router';
import { AppError } from '@linzhang/shared/kernel/errors';
import * as contract from '@linzhang/shared/members/members.contract';
import { canRevealPhone } from '@linzhang/shared/members/members.policy';
import type { Env } from '../config/env';
import { employeeSelfOf } from '../employees/employees.service';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import type { Spend } from '../http/rateLimit';
import type { WechatClient } from '../platform/wechat/client';
import { holderOfOpenid } from './accounts.service';
import { presentMe, presentSession } from './members.presenter';
import { changeNickname, getMe, grantConsent, withdrawConsent } from './members.service';
import { deleteAccount, exportOwnData } from './ownData.service';
import { bindPhone, movePhone, revealPhone } from './phone.service';
import { findService } from './relations.service';
import { memberSecrets } from './secrets';
import { createSession, listSessions, revokeSession } from './sessions.service';
import { TERMS } from './terms';

interface MembersDeps {
  env: Env;
  wechat: WechatClient;
  limit: (name: string, points: number, seconds: number) => Spend;
}

/** Sign-in, the own account, and the reveal of a member's phone. */
export function membersRoutes(router: Router<RequestState>, handle: Handle, deps: MembersDeps): void {
  signInRoutes(router, handle, deps);
  accountRoutes(router, handle, deps);
  phoneRoutes(router, handle, deps);
}

function signInRoutes(router: Router<RequestState>, handle: Handle, { env, wechat }: MembersDeps): void {
  const secrets = memberSecrets(env);
  const { signIn, signOut, getTerms } = contract;
  router.post(
    signIn.route.path,
    handle(signIn, async ({ body, now }) => {
      const { openid } = await wechat.login(body.code);
      const { member, employee: row } = await holderOfOpenid(openid, secrets, now);
      const memberId = member._id.toHexString();
      const [session, employee] = await Promise.all([createSession(memberId, body.device, now), employeeSelfOf(row)]);
      return { token: session.token, expiresAt: session.expiresAt.toISOString(), me: presentMe(member, employee) };
    }),
  );
  router.delete(
    signOut.route.path,
    handle(signOut, async ({ actor }) => revokeSession(actor.memberId, actor.sessionId)),
  );
  router.get(
    getTerms.route.path,
    handle(getTerms, async () => TERMS),
  );
}

function accountRoutes(router: Router<RequestState>, handle: Handle, { env, wechat, limit }: MembersDeps): void {
  const secrets = memberSecrets(env);
  const exports = limit('export', 10, 3600);
  const c = contract;
  router.get(
    c.getMe.route.path,
    handle(c.getMe, async ({ actor }) => getMe(actor.memberId)),
  );
  router.patch(
    c.updateMe.route.path,
    handle(c.updateMe, async ({ actor, body }) => changeNickname(actor.memberId, body.nickname, wechat, secrets)),
  );
  router.post(
    c.grantConsent.route.path,
    handle(c.grantConsent, async ({ actor, body, now, ip }) =>
      grantConsent({ memberId: actor.memberId, ...body, ip }, now),
    ),
  );
  router.delete(
    c.withdrawConsent.route.path,
    handle(c.withdrawConsent, async ({ actor, params, now, ip }) =>
      withdrawConsent(actor.memberId, params.purpose, now, ip),
    ),
  );
  router.get(
    c.listSessions.route.path,
    handle(c.listSessions, async ({ actor, now }) => ({
      items: (await listSessions(actor.memberId, now)).map((session) => presentSession(session, actor.sessionId)),
    })),
  );
  router.delete(
    c.revokeSession.route.path,
    handle(c.revokeSession, async ({ actor, params }) => revokeSession(actor.memberId, params.sessionId)),
  );
  router.post(
    c.exportOwnData.route.path,
    handle(c.exportOwnData, async ({ actor, now, ip }) => {
      await exports(actor.memberId);
      return { exportedAt: now.toISOString(), sections: await exportOwnData(actor.memberId, secrets, ip, now) };
    }),
  );
  router.post(
    c.deleteOwnAccount.route.path,
    handle(c.deleteOwnAccount, async ({ actor, body, now, ip }) =>
      deleteAccount(actor.memberId, body.requestId, ip, now),
    ),
  );
}

function phoneRoutes(router: Router<RequestState>, handle: Handle, { env, wechat, limit }: MembersDeps): void {
  const secrets = memberSecrets(env);
  const bindings = limit('bindPhone', 10, 3600);
  const c = contract;
  router.post(
    c.bindPhone.route.path,
    handle(c.bindPhone, async ({ actor, body, now, ip }) => {
      await bindings(actor.memberId);
      return bindPhone({ memberId: actor.memberId, ...body, ip }, wechat, secrets, now);
    }),
  );
  router.post(
    c.movePhone.route.path,
    handle(c.movePhone, async ({ actor, body, now, ip }) =>
      movePhone({ memberId: actor.memberId, ...body, ip }, secrets, now),
    ),
  );
  router.post(
    c.revealPhone.route.path,
    handle(c.revealPhone, async ({ actor, params, body, now, ip }) => {
      const { memberId } = params;
      // Whoever does not serve the member is not told that there is one.
      if (!canRevealPhone(actor.employee, { memberId, ...(await findService(memberId)) }))
        throw new AppError('not_found');
      return { phone: await revealPhone({ employee: actor.employee, memberId, ...body, ip }, secrets, now) };
    }),
  );
}
