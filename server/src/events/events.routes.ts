import type Router from '@koa/router';
import * as contract from '@linzhang/shared/events/events.contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import { memberNumber } from '@linzhang/shared/members/members.rules';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { maskedNames } from '../members/members.service';
import { checkIn } from './checkIn.service';
import { listEventsFor } from './customerLists.service';
import { requireOnDuty } from './entrance.service';
import { presentEvent } from './events.presenter';
import { getEvent } from './events.service';
import { cancelSignup, describeSignup, signUp } from './signups.service';

/** Events as customers meet them: lists, the page, the own place; and the entrance. */
export function eventsRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listEvents.route.path,
    handle(c.listEvents, ({ actor, query, now }) => listEventsFor(actor.memberId, query, now)),
  );
  router.get(
    c.getEvent.route.path,
    handle(c.getEvent, async ({ actor, params, now }) => {
      const event = await getEvent(params.eventId);
      if (event.status === 'draft') throw new AppError('not_found');
      return presentEvent(event, actor.kind === 'member' ? actor.memberId : null, now);
    }),
  );
  router.post(
    c.signUp.route.path,
    handle(c.signUp, ({ actor, params, body, now }) => signUp(actor.memberId, params.eventId, body.requestId, now)),
  );
  router.delete(
    c.cancelSignup.route.path,
    handle(c.cancelSignup, async ({ actor, params, now }) => {
      await cancelSignup(actor.memberId, params.eventId, now);
      const signup = await describeSignup(await getEvent(params.eventId), actor.memberId, now);
      if (!signup) throw new AppError('not_found');
      return signup;
    }),
  );
  router.post(
    c.checkIn.route.path,
    handle(c.checkIn, async ({ actor, body, now }) => {
      await requireOnDuty(actor.employee, body.eventId);
      const { memberId, ...answer } = await checkIn({ ...body, employeeId: actor.employee.employeeId }, now);
      const names = await maskedNames([memberId]);
      return { ...answer, member: { name: names.get(memberId) ?? '', number: memberNumber(memberId) } };
    }),
  );
}
