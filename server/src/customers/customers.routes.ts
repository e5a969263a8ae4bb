import type Router from '@koa/router';
import * as contract from '@linzhang/shared/customers/customers.contract';
import { customerView } from '@linzhang/shared/customers/customers.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { relationOf } from '../attribution/attribution.service';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { findMember } from '../members/members.service';
import { servedMember } from '../tiering/served.service';
import { presentCustomer } from './customers.presenter';

/** Customers as those see them who serve them. */
export function customersRoutes(router: Router<RequestState>, handle: Handle): void {
  const { getCustomer } = contract;
  router.get(
    getCustomer.route.path,
    handle(getCustomer, async ({ actor: { employee }, params: { memberId }, now }) => {
      const [member, served, relation] = await Promise.all([
        findMember(memberId),
        servedMember(memberId),
        relationOf(memberId),
      ]);
      // Whoever may not know is not told that there is such a member; who has left is nobody's customer.
      if (member?.status !== 'active' || !served) throw new AppError('not_found');
      const subject = { memberId, served, relation };
      const view = customerView(employee, subject);
      if (!view) throw new AppError('not_found');
      return presentCustomer({ member, subject, view, employee }, now);
    }),
  );
}
