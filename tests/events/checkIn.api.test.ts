import type { EventDetail } from '@linzhang/shared/events/events.contract';
import * as routes from '@linzhang/shared/events/events.endpoints';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import type { CodeHour } from '@linzhang/shared/stamps/stamps.contract';
import * as stamps from '@linzhang/shared/stamps/stamps.endpoints';
import { Types } from 'mongoose';
import { inTransaction } from '../../server/src/db/transaction';
import { Engagement } from '../../server/src/engagements/engagement.model';
import { CheckIn } from '../../server/src/events/checkIn.model';
import { moveHoldings } from '../../server/src/members/holdings.service';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { done } from '../support/done';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';
import { buildPublished, changeStatus, signUp } from './buildEvents';

jest.setTimeout(30_000);

let api: TestApi;
let head: Worker;
let eventId: string;
beforeAll(async () => {
  api = await TestApi.start();
  head = await buildWorker(api, await buildBranch(api), ['head']);
  eventId = (await buildPublished(api, head)).id;
});
afterAll(() => api.stop());

interface Answer {
  result: string;
  checkedInAt: string;
  signup: { state: string; number: number } | null;
}

const codesOf = async (who: Person, of = eventId): Promise<string[]> => {
  const hour: CodeHour = await done(api, stamps.mintStampCodes, {
    token: who.token,
    params: { eventId: of },
    body: {},
  });
  return hour.codes;
};
const letIn = (who: Worker, code: string, id = requestId(), of = eventId): Promise<Reply<Answer>> =>
  api.call(routes.checkIn, { token: who.token, body: { eventId: of, code, requestId: id } });

describe('the entrance', () => {
  it('lets a customer in by the code on the phone, once, and says how the sign-up stands', async () => {
    const person = await buildMember(api);
    await signUp(api, person, eventId);
    const [code = '', next = ''] = await codesOf(person);
    const first = await letIn(head, code);
    expect(first.body).toMatchObject({ result: 'checked_in', signup: { state: 'confirmed', number: 1 } });
    const second = await letIn(head, next);
    expect(second.body).toMatchObject({ result: 'already_checked_in', checkedInAt: first.body.checkedInAt });
    const page: EventDetail = await done(api, routes.getEvent, { token: person.token, params: { eventId } });
    expect(page.checkedInAt).toBe(first.body.checkedInAt);
    const cancel = await api.call(routes.cancelSignup, { token: person.token, params: { eventId } });
    expect(codeOf(cancel)).toBe('already_checked_in');
    const rows = await Engagement.find({ kind: 'checked_in', memberId: new Types.ObjectId(person.me.id) }).lean();
    expect(rows).toMatchObject([{ because: 'confirmed', insider: false }]);
  });

  it('answers a scan of 20 phones and each retry alike, with one row', async () => {
    const person = await buildMember(api);
    const [code = ''] = await codesOf(person);
    const key = requestId();
    const replies = await Promise.all([
      ...Array.from({ length: 10 }, () => letIn(head, code, key)),
      ...Array.from({ length: 10 }, () => letIn(head, code)),
    ]);
    expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(await CheckIn.countDocuments({ memberId: new Types.ObjectId(person.me.id) })).toBe(1);
    expect(replies.filter(({ body }) => body.result === 'checked_in').length).toBeGreaterThan(0);
    api.clock.advance(10 * 60_000);
    expect((await letIn(head, code, key)).status).toBe(201);
    expect(codeOf(await letIn(head, 'LZ1.other', key))).toBe('request_reused');
  });

  it('refuses forged and expired codes, those of another event, and after the end', async () => {
    const person = await buildMember(api);
    const other = await buildPublished(api, head);
    const [foreignCode = ''] = await codesOf(person, other.id);
    expect(codeOf(await letIn(head, foreignCode))).toBe('code_other_event');
    expect(codeOf(await letIn(head, 'LZ1.stamp.forged'))).toBe('code_invalid');
    const codes = await codesOf(person);
    expect(codeOf(await letIn(head, codes[10] ?? ''))).toBe('code_future');
    api.clock.advance(20 * 60_000);
    expect(codeOf(await letIn(head, codes[0] ?? ''))).toBe('code_expired');
    await changeStatus(api, head, other, 'ended');
    const [late = ''] = await codesOf(person);
    expect(codeOf(await letIn(head, late, requestId(), other.id))).toBe('code_other_event');
    expect((await letIn(head, '')).status).toBe(400);
  });

  it('is kept by who works at the event', async () => {
    const person = await buildMember(api);
    const [code = ''] = await codesOf(person);
    const staff = await buildWorker(api, head.employee.branch.id, ['staff']);
    expect((await letIn(staff, code)).status).toBe(404);
    const foreign = await buildWorker(api, await buildBranch(api), ['head']);
    expect((await letIn(foreign, code)).status).toBe(404);
    const body = { eventId, code, requestId: requestId() };
    expect((await api.call(routes.checkIn, { body })).status).toBe(401);
    expect((await api.call(routes.checkIn, { token: person.token, body })).status).toBe(403);
  });

  it('moves with an account; of two visits the earlier stays', async () => {
    const [from, to] = [await buildMember(api), await buildMember(api)];
    const [code = ''] = await codesOf(from);
    const first = await letIn(head, code);
    api.clock.advance(60_000);
    const [other = ''] = await codesOf(to);
    await letIn(head, other);
    await inTransaction((session) => moveHoldings(session, from.me.id, to.me.id, api.clock.now()));
    const rows = await CheckIn.find({ memberId: { $in: [from.me.id, to.me.id] } }).lean();
    expect(rows.map((row) => [row.memberId.toHexString(), row.at.toISOString()])).toEqual([
      [to.me.id, first.body.checkedInAt],
    ]);
  });

  it('closes with the event', async () => {
    const person = await buildMember(api);
    api.clock.advance(2 * DAY_MS);
    const reply = await api.call(stamps.mintStampCodes, { token: person.token, params: { eventId }, body: {} });
    expect(codeOf(reply)).toBe('event_closed');
  });
});
