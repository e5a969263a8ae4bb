import { HOUR_MS } from '@linzhang/shared/kernel/time';
import type { ScanAnswer } from '@linzhang/shared/stamps/scans.contract';
import type { CodeHour } from '@linzhang/shared/stamps/stamps.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { Types } from 'mongoose';
import type { Difference } from '../../server/src/db/difference';
import { inTransaction } from '../../server/src/db/transaction';
import { Assignment } from '../../server/src/events/assignment.model';
import { Booth } from '../../server/src/events/booth.model';
import { Event, type RewardRecord } from '../../server/src/events/event.model';
import { type DutyPlace, findDutyPlace } from '../../server/src/events/places.service';
import { Offer } from '../../server/src/offers/offer.model';
import { publishApproved } from '../../server/src/offers/publishing.service';
import { type ScanIntent, scanIntent } from '../../server/src/stamps/scanIntent';
import { findDifferences } from '../../server/src/verifications';
import type { Reply } from '../support/api';
import { requestId, type TestApi } from '../support/api';
import { EVERYBODY } from '../support/eligibility';
import { buildBranch, buildMember, buildWorker, type Person, uniqueName, type Worker } from '../support/people';

/** A running stamp event: booth 1 is the bank's, each of the others a merchant's, one employee at each. */
export interface Market {
  branchId: string;
  eventId: string;
  boothIds: string[];
  /** Who works at the booth of the same place in the list. */
  staff: Worker[];
  head: Worker;
  rewardIds: string[];
}

export interface MarketWishes {
  booths?: number;
  needed?: number;
  rewards?: { at: number; name: string; badge: boolean; offerId?: string }[];
  branchId?: string;
  head?: Worker;
  /** Workers to assign instead of new ones, by booth. */
  staff?: Worker[];
}

/** Opens an event that began an hour ago and runs for eight. */
export async function buildMarket(api: TestApi, wishes: MarketWishes = {}): Promise<Market> {
  const branchId = wishes.branchId ?? (await buildBranch(api));
  const head = wishes.head ?? (await buildWorker(api, branchId, ['head']));
  const count = wishes.booths ?? 3;
  const now = api.clock.now().getTime();
  const [from, to] = [new Date(now - HOUR_MS), new Date(now + 8 * HOUR_MS)];
  const eventId = new Types.ObjectId();
  const rewards = (wishes.rewards ?? []).map((reward): RewardRecord => {
    const { offerId, ...rest } = reward;
    return { _id: new Types.ObjectId(), ...rest, ...(offerId ? { offerId: new Types.ObjectId(offerId) } : {}) };
  });
  await Event.create({
    _id: eventId,
    branchId: new Types.ObjectId(branchId),
    groupIds: [],
    name: uniqueName('市集'),
    startsAt: from,
    endsAt: to,
    place: { address: '阳光路 8 号', latitude: 31.95, longitude: 118.84 },
    organizerId: new Types.ObjectId(head.employee.id),
    intro: '逛摊集章',
    cardRule: { needed: wishes.needed ?? count },
    rewards,
    status: 'published',
    version: 1,
    createdAt: from,
  });
  const [boothIds, staff]: [string[], Worker[]] = [[], []];
  for (let number = 1; number <= count; number += 1) {
    const worker = wishes.staff?.[number - 1] ?? (await buildWorker(api, branchId, ['staff']));
    boothIds.push(await buildBooth(eventId, number, worker, { from, to }));
    staff.push(worker);
  }
  return {
    branchId,
    eventId: eventId.toHexString(),
    boothIds,
    staff,
    head,
    rewardIds: rewards.map((reward) => reward._id.toHexString()),
  };
}

/** A booth and who works there; the first of an event is the bank's. */
async function buildBooth(
  eventId: Types.ObjectId,
  number: number,
  worker: Worker,
  duty: { from: Date; to: Date },
): Promise<string> {
  const boothId = new Types.ObjectId();
  await Booth.create({
    _id: boothId,
    eventId,
    number,
    name: `摊位${number}`,
    sealText: '蔬果',
    ...(number === 1 ? {} : { merchantId: new Types.ObjectId() }),
    task: '投壶三次',
    spot: '入口',
    version: 0,
  });
  await Assignment.create({ eventId, boothId, employeeId: new Types.ObjectId(worker.employee.id), ...duty });
  return boothId.toHexString();
}

/** Publishes a prize with a stock; its unit costs ten yuan. */
export async function buildPrize(api: TestApi, branchId: string, stock: number, perMember = 1): Promise<string> {
  const now = api.clock.now();
  const _id = new Types.ObjectId();
  await Offer.create({
    _id,
    branchId: new Types.ObjectId(branchId),
    name: uniqueName('帆布袋'),
    intro: '',
    terms: { kind: 'prize', goods: '帆布袋一个', costFen: 1_000 },
    boothIds: [],
    stock,
    budgetFen: stock * 1_000,
    perMember,
    bankPercent: 100,
    opensAt: new Date(now.getTime() - HOUR_MS),
    closesAt: new Date(now.getTime() + 72 * HOUR_MS),
    validity: { kind: 'days', days: 30 },
    eligibility: EVERYBODY,
    status: 'waiting',
    version: 0,
    createdAt: now,
  });
  await inTransaction((session) => publishApproved(session, _id.toHexString(), now));
  return _id.toHexString();
}

/** The codes that a member's phone fetches for an event. */
export async function fetchCodes(api: TestApi, person: Person, eventId: string): Promise<CodeHour> {
  const reply: Reply<CodeHour> = await api.call(routes.mintStampCodes, { token: person.token, params: { eventId } });
  if (reply.status !== 201) throw new Error(`no codes: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** The code that a member's phone shows now. */
export async function showCode(api: TestApi, person: Person, eventId: string): Promise<string> {
  return (await fetchCodes(api, person, eventId)).codes[0] as string;
}

/** Scans a code at the booth of a place in the market's list. */
export function scanAt(
  api: TestApi,
  market: Market,
  place: number,
  code: string,
  id = requestId(),
  worker = market.staff[place],
): Promise<Reply<ScanAnswer>> {
  const body = { code, boothId: market.boothIds[place], requestId: id };
  return api.call(routes.scanCode, { token: worker?.token, body });
}

/** A scan as the desk gets it, for tests that go past the queue of a process. */
export async function intentAt(api: TestApi, market: Market, place: number, code: string): Promise<ScanIntent> {
  const [boothId, worker] = [market.boothIds[place] as string, market.staff[place] as Worker];
  const employeeId = worker.employee.id;
  const duty = (await findDutyPlace(boothId, employeeId)) as DutyPlace;
  const now = api.clock.now();
  return scanIntent({ employeeId, place: duty, code, requestId: requestId(), at: now, now });
}

/** Lets time pass so that no two stamps look like friends, and the next code is another one. */
export function nextCode(api: TestApi): void {
  api.clock.advance(30_000);
}

/** A member with stamps at the first `count` booths. */
export async function stampedMember(api: TestApi, market: Market, count: number, person?: Person): Promise<Person> {
  const member = person ?? (await buildMember(api));
  for (let place = 0; place < count; place += 1) {
    const reply = await scanAt(api, market, place, await showCode(api, member, market.eventId));
    if (reply.body.result !== 'stamped') throw new Error(`not stamped: ${JSON.stringify(reply.body)}`);
    nextCode(api);
  }
  return member;
}

/** What verification finds; a test that stamped expects nothing. */
export async function differences(): Promise<Difference[]> {
  const found: Difference[] = [];
  for await (const difference of findDifferences()) found.push(difference);
  return found;
}
