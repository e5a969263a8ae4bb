import type Router from '@koa/router';
import { hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { canManageOffer, canSeeOffersOf } from '@linzhang/shared/offers/offers.policy';
import type { OfferFields as WireFields, WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import * as contract from '@linzhang/shared/offers/workOffers.contract';
import { auditActorOf } from '../audit/audit.service';
import type { EmployeeActor, MemberActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { copyOffer, createOffer, getOffer, type OfferFields, updateOffer } from './drafting.service';
import type { OfferRecord } from './offer.model';
import { changeOfferStatus } from './publishing.service';
import { requestRaise, withdrawPublication } from './raises.service';
import type { OfferTexts } from './texts';
import { presentWorkOffers } from './workOffers.presenter';
import { listWorkOffers } from './workOffers.service';

type TextDeps = Omit<OfferTexts, 'memberId'>;

/** Offers as their branch keeps them: drafting, publishing, raising; managers may look. */
export function workOffersRoutes(router: Router<RequestState>, handle: Handle, deps: TextDeps): void {
  lookingRoutes(router, handle);
  draftingRoutes(router, handle, deps);
  publishingRoutes(router, handle, deps);
}

function lookingRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listWorkOffers.route.path,
    handle(c.listWorkOffers, async ({ actor: { employee }, query, now }) => {
      const branchId = query.branchId ?? (hasAnyRole(employee, ['admin']) ? null : employee.branchId);
      if (!canSeeOffersOf(employee, branchId ?? '')) throw new AppError('forbidden');
      const page = await listWorkOffers({ ...query, branchId });
      return { items: await presentWorkOffers(page.items, employee, now), nextCursor: page.nextCursor };
    }),
  );
  router.get(
    c.getWorkOffer.route.path,
    handle(c.getWorkOffer, async ({ actor: { employee }, params, now }) =>
      present(await seenOffer(params.offerId, employee), employee, now),
    ),
  );
}

function draftingRoutes(router: Router<RequestState>, handle: Handle, deps: TextDeps): void {
  const c = contract;
  router.post(
    c.createOffer.route.path,
    handle(c.createOffer, async (call) => {
      const { requestId, branchId, ...fields } = call.body;
      if (!canManageOffer(call.actor.employee, { branchId })) throw new AppError('forbidden');
      const offer = await createOffer(branchId, stored(fields), requestId, auditActorOf(call), call.now);
      return present(offer, call.actor.employee, call.now);
    }),
  );
  router.patch(
    c.updateOffer.route.path,
    handle(c.updateOffer, async (call) => {
      const { employee } = await managed(call.params.offerId, call.actor);
      const { version, ...fields } = call.body;
      const author = { actor: auditActorOf(call), texts: textsOf(call.actor, deps) };
      return present(
        await updateOffer(call.params.offerId, stored(fields), version, author, call.now),
        employee,
        call.now,
      );
    }),
  );
  router.post(
    c.copyOffer.route.path,
    handle(c.copyOffer, async (call) => {
      const { employee } = await managed(call.params.offerId, call.actor);
      const offer = await copyOffer(call.params.offerId, call.body.requestId, auditActorOf(call), call.now);
      return present(offer, employee, call.now);
    }),
  );
}

function publishingRoutes(router: Router<RequestState>, handle: Handle, deps: TextDeps): void {
  const c = contract;
  router.post(
    c.changeOfferStatus.route.path,
    handle(c.changeOfferStatus, async (call) => {
      const { employee } = await managed(call.params.offerId, call.actor);
      const { status, ...rest } = { ...call.body, ...call.params };
      const author = { actor: auditActorOf(call), texts: textsOf(call.actor, deps) };
      const offer =
        status === 'draft'
          ? await withdrawPublication(rest, employee, author.actor, call.now)
          : await changeOfferStatus({ ...rest, status }, author, call.now);
      return present(offer, employee, call.now);
    }),
  );
  router.post(
    c.raiseOffer.route.path,
    handle(c.raiseOffer, async (call) => {
      const { employee } = await managed(call.params.offerId, call.actor);
      const offer = await requestRaise({ ...call.params, ...call.body }, auditActorOf(call), call.now);
      return present(offer, employee, call.now);
    }),
  );
}

function textsOf({ memberId }: MemberActor, deps: TextDeps): OfferTexts {
  return { ...deps, memberId };
}

async function seenOffer(offerId: string, employee: EmployeeActor): Promise<OfferRecord> {
  const offer = await getOffer(offerId);
  if (!canSeeOffersOf(employee, offer.branchId.toHexString())) throw new AppError('not_found');
  return offer;
}

async function managed(
  offerId: string,
  { employee }: { employee: EmployeeActor },
): Promise<{ offer: OfferRecord; employee: EmployeeActor }> {
  const offer = await seenOffer(offerId, employee);
  if (!canManageOffer(employee, { branchId: offer.branchId.toHexString() })) throw new AppError('forbidden');
  return { offer, employee };
}

function stored({ opensAt, closesAt, validity, ...fields }: WireFields): OfferFields {
  return {
    ...fields,
    opensAt: new Date(opensAt),
    closesAt: new Date(closesAt),
    validity:
      validity.kind === 'days'
        ? validity
        : { kind: 'fixed', from: new Date(validity.from), until: new Date(validity.until) },
  };
}

async function present(offer: OfferRecord, employee: EmployeeActor, now: Date): Promise<WorkOffer> {
  const [answer] = await presentWorkOffers([offer], employee, now);
  if (!answer) throw new Error('offer was not presented');
  return answer;
}
