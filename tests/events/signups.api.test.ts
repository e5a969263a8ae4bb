import type { EventDetail, EventSignup, EventSummary } from '@linzhang/shared/events/events.contract';
import * as routes from '@linzhang/shared/events/events.endpoints';
import type { EventSignupRow } from '@linzhang/shared/events/runningEvents.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import { Types } from 'mongoose';
import { Outbox } from '../../server/src/db/outbox';
import { inTransaction } from '../../server/src/db/transaction';
import { Engagement } from '../../server/src/engagements/engagement.model';
import { deliverEventNotices } from '../../server/src/events/eventNotices.service';
import { Signup } from '../../server/src/events/signup.model';
import { eraseHoldings, exportHoldings, moveHoldings } from '../../server/src/members/holdings.service';
import { Notice } from '../../server/src/messages/notice.model';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { done } from '../support/done';
import { buildBranch, buildMember, buildWorker, type Person, signIn, type Worker } from '../support/people';
import {
  buildDraft,
  buildPublished,
  changed,
  changeStatus,
  eventDifferences,
  eventFields,
  signUp,
} from './buildEvents';

jest.setTimeout(60_000);

let api: TestApi;
let head: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  head = await buildWorker(api, await buildBranch(api), ['head']);
});
afterAll(() => api.stop());
afterEach(async () => expect(await eventDifferences()).toEqual([]));

const members = (count: number) => Promise.all(Array.from({ length: count }, () => buildMember(api)));
const ofTwo = (over: Record<string, unknown> = {}) => {
  const { signup } = eventFields(api, head);
  return { signup: { ...signup, capacity: 2, ...over } };
};
const cancel = (who: Person, eventId: string): Promise<Reply<EventSignup>> =>
  api.call(routes.cancelSignup, { token: who.token, params: { eventId } });
const seen = async (who: Person, eventId: string) =>
  (await done<EventDetail>(api, routes.getEvent, { token: who.token, params: { eventId } })).signup;
const told = async (who: Person) =>
  (await Notice.find({ memberId: new Types.ObjectId(who.me.id) }).lean()).map(({ kind }) => kind).sort();

describe('signing up', () => {
  it('gives places in order, then places in the waiting list', async () => {
    const { id } = await buildPublished(api, head, ofTwo());
    const people = await members(4);
    const answers = [];
    for (const person of people) answers.push((await signUp(api, person, id)).body);
    expect(answers.map(({ state, number, waitingPlace }) => [state, number, waitingPlace])).toEqual([
      ['confirmed', 1, null],
      ['confirmed', 2, null],
      ['waiting', 3, 1],
      ['waiting', 4, 2],
    ]);
    const [first, , , last] = people as [Person, Person, Person, Person];
    expect(await seen(last, id)).toMatchObject({
      phase: 'waiting_list',
      confirmedCount: 2,
      waitingCount: 2,
      mine: { state: 'waiting', waitingPlace: 2 },
    });
    expect(await told(first)).toEqual(['signup_confirmed']);
    expect(await told(last)).toEqual([]);
    const rows = await Engagement.find({ kind: 'signed_up', eventId: new Types.ObjectId(id) })
      .sort({ _id: 1 })
      .lean();
    expect(rows.map(({ because }) => because)).toEqual(['confirmed', 'confirmed', 'waiting', 'waiting']);
  });

  it('of 64 at once for 10 places confirms exactly 10, and the others wait from 1 to 54 without gaps', async () => {
    const { id } = await buildPublished(api, head);
    const replies = await Promise.all((await members(64)).map((person) => signUp(api, person, id)));
    expect(replies.map(({ status }) => status)).toEqual(Array(64).fill(201));
    const confirmed = replies.filter(({ body }) => body.state === 'confirmed');
    const places = replies.flatMap(({ body }) => body.waitingPlace ?? []).sort((a, b) => a - b);
    expect(confirmed).toHaveLength(10);
    expect(places).toEqual(Array.from({ length: 54 }, (_, index) => index + 1));
    expect(new Set(replies.map(({ body }) => body.number)).size).toBe(64);
  });

  it('gives the last place to one of two members who race for it, the other waits as first', async () => {
    const { id } = await buildPublished(api, head, ofTwo({ capacity: 1 }));
    const replies = await Promise.all((await members(2)).map((person) => signUp(api, person, id)));
    expect(replies.map(({ body }) => [body.state, body.waitingPlace]).sort()).toEqual([
      ['confirmed', null],
      ['waiting', 1],
    ]);
  });

  it('takes effect once, however often a phone retries it, and whatever request ids it makes', async () => {
    const { id } = await buildPublished(api, head, ofTwo());
    const person = await buildMember(api);
    const key = requestId();
    const retries = await Promise.all(Array.from({ length: 20 }, () => signUp(api, person, id, key)));
    const fresh = await Promise.all(Array.from({ length: 10 }, () => signUp(api, person, id)));
    expect(new Set([...retries, ...fresh].map(({ body }) => body.number))).toEqual(new Set([1]));
    expect(await Signup.countDocuments({ eventId: new Types.ObjectId(id) })).toBe(1);
    const other = await buildPublished(api, head);
    expect(codeOf(await signUp(api, person, other.id, key))).toBe('request_reused');
  });

  it('is refused before it opens, from its end on, without sign-up, for a draft and for what is over', async () => {
    const person = await buildMember(api);
    const now = api.clock.now().getTime();
    const later = await buildPublished(api, head, ofTwo({ opensAt: new Date(now + 1_000).toISOString() }));
    expect(codeOf(await signUp(api, person, later.id))).toBe('signup_not_open');
    const ended = await buildPublished(api, head, ofTwo({ closesAt: new Date(now).toISOString() }));
    expect(codeOf(await signUp(api, person, ended.id))).toBe('signup_not_open');
    const open = await buildPublished(api, head, { signup: null });
    expect(codeOf(await signUp(api, person, open.id))).toBe('signup_not_offered');
    expect((await signUp(api, person, (await buildDraft(api, head)).id)).status).toBe(404);
    const { body } = await changeStatus(api, head, await buildPublished(api, head), 'cancelled');
    expect(codeOf(await signUp(api, person, body.id))).toBe('event_closed');
    api.clock.advance(1_000);
    expect((await signUp(api, person, later.id)).status).toBe(201);
  });

  it('is for signed-in members with consent, and takes nothing but a request id', async () => {
    const { id: eventId } = await buildPublished(api, head);
    const params = { eventId };
    expect((await api.call(routes.signUp, { params, body: { requestId: requestId() } })).status).toBe(401);
    const stranger = await signIn(api);
    expect(codeOf(await signUp(api, stranger, eventId))).toBe('consent_required');
    const person = await buildMember(api);
    const bad = await api.call(routes.signUp, { token: person.token, params, body: { requestId: { $ne: '' } } });
    expect(bad.status).toBe(400);
    expect((await api.call(routes.cancelSignup, { params })).status).toBe(401);
  });
});

describe('cancelling', () => {
  it('moves the first who waits up and says so; again it changes nothing', async () => {
    const { id } = await buildPublished(api, head, ofTwo());
    const [a, b, c, d] = (await members(4)) as [Person, Person, Person, Person];
    for (const person of [a, b, c, d]) await signUp(api, person, id);
    expect((await cancel(a, id)).body).toMatchObject({ confirmedCount: 2, waitingCount: 1, mine: null });
    expect((await cancel(a, id)).body).toMatchObject({ confirmedCount: 2, waitingCount: 1, mine: null });
    expect((await seen(c, id))?.mine).toMatchObject({ state: 'confirmed', number: 3 });
    expect((await seen(d, id))?.mine).toMatchObject({ state: 'waiting', waitingPlace: 1 });
    expect(await told(c)).toEqual(['signup_moved_up']);
    expect(await told(d)).toEqual([]);
    expect((await signUp(api, a, id)).body).toMatchObject({ state: 'waiting', number: 5, waitingPlace: 2 });
    expect(await Engagement.countDocuments({ kind: 'signup_cancelled', eventId: new Types.ObjectId(id) })).toBe(1);
  });

  it('from the waiting list moves nobody up but those behind', async () => {
    const { id } = await buildPublished(api, head, ofTwo({ capacity: 1 }));
    const [a, b, c] = (await members(3)) as [Person, Person, Person];
    for (const person of [a, b, c]) await signUp(api, person, id);
    await cancel(b, id);
    expect((await seen(c, id))?.mine).toMatchObject({ state: 'waiting', waitingPlace: 1 });
  });

  it('while others sign up leaves no place empty and none twice', async () => {
    const { id } = await buildPublished(api, head);
    const early = await members(20);
    await Promise.all(early.map((person) => signUp(api, person, id)));
    const late = await members(20);
    await Promise.all([...early.map((person) => cancel(person, id)), ...late.map((person) => signUp(api, person, id))]);
    expect(await seen(head, id)).toMatchObject({ confirmedCount: 10, waitingCount: 10 });
  });

  it('is for who signed up, and ends with the event', async () => {
    const { id } = await buildPublished(api, head);
    const [person, other] = (await members(2)) as [Person, Person];
    await signUp(api, person, id);
    expect((await cancel(other, id)).status).toBe(404);
    api.clock.advance(2 * DAY_MS);
    expect(codeOf(await cancel(person, id))).toBe('event_closed');
  });
});

describe('a change of the event', () => {
  const update = (event: { id: string }, body: object) =>
    api.call(routes.updateEvent, { token: head.token, params: { eventId: event.id }, body });

  it('with more places moves those who wait up, with fewer than are taken it is refused', async () => {
    const event = await buildPublished(api, head, ofTwo({ capacity: 3 }));
    const people = await members(6);
    for (const person of people) await signUp(api, person, event.id);
    const less = await update(event, changed(event, { signup: { ...event.signup, capacity: 2 } }));
    expect(codeOf(less)).toBe('signup_places_taken');
    expect(codeOf(await update(event, changed(event, { signup: null })))).toBe('signup_places_taken');
    expect((await update(event, changed(event, { signup: { ...event.signup, capacity: 5 } }))).status).toBe(200);
    const states = await Promise.all(people.map(async (person) => (await seen(person, event.id))?.mine?.state));
    expect(states).toEqual([...Array(5).fill('confirmed'), 'waiting']);
    expect(await told(people[4] as Person)).toEqual(['signup_moved_up']);
  });

  it('of time is told to everybody who signed up, once', async () => {
    const event = await buildPublished(api, head, ofTwo());
    const [person] = (await members(1)) as [Person];
    await signUp(api, person, event.id);
    const startsAt = new Date(new Date(event.startsAt).getTime() + 60_000).toISOString();
    expect((await update(event, changed(event, { startsAt }))).status).toBe(200);
    const queued = await Outbox.findOne({ kind: 'event_notices', 'payload.eventId': event.id }).lean();
    await deliverEventNotices(queued?.payload, api.clock.now());
    await deliverEventNotices(queued?.payload, api.clock.now());
    expect(await told(person)).toEqual(['event_changed', 'signup_confirmed']);
  });

  it('that cancels it is told too', async () => {
    const event = await buildPublished(api, head, ofTwo());
    const [person] = (await members(1)) as [Person];
    await signUp(api, person, event.id);
    await changeStatus(api, head, event, 'cancelled');
    const queued = await Outbox.findOne({ kind: 'event_notices', 'payload.eventId': event.id }).lean();
    await deliverEventNotices(queued?.payload, api.clock.now());
    expect(await told(person)).toContain('event_cancelled');
    expect((await seen(person, event.id))?.phase).toBe('closed');
  });
});

describe('an account that ends', () => {
  it('hands its place to the account it moves to, and the later of two places to who waits', async () => {
    const { id } = await buildPublished(api, head, ofTwo());
    const [from, to, waiting] = (await members(3)) as [Person, Person, Person];
    for (const person of [from, to, waiting]) await signUp(api, person, id);
    await inTransaction((session) => moveHoldings(session, from.me.id, to.me.id, api.clock.now()));
    expect((await seen(to, id))?.mine).toMatchObject({ state: 'confirmed', number: 1 });
    expect((await seen(waiting, id))?.mine).toMatchObject({ state: 'confirmed', number: 3 });
    expect(await exportHoldings(to.me.id)).toMatchObject({
      signups: expect.arrayContaining([
        expect.objectContaining({ number: 1, state: 'confirmed' }),
        expect.objectContaining({ number: 2, state: 'cancelled' }),
      ]),
    });
  });

  it('gives its place back when it is deleted', async () => {
    const { id } = await buildPublished(api, head, ofTwo({ capacity: 1 }));
    const [gone, waiting] = (await members(2)) as [Person, Person];
    for (const person of [gone, waiting]) await signUp(api, person, id);
    await inTransaction((session) => eraseHoldings(session, gone.me.id, api.clock.now()));
    expect((await seen(waiting, id))?.mine).toMatchObject({ state: 'confirmed', number: 2 });
  });
});

describe('lists', () => {
  it('show a member the events to come soonest first, and the own ones', async () => {
    const [person] = (await members(1)) as [Person];
    const event = await buildPublished(api, head);
    await signUp(api, person, event.id);
    const mine: Page<EventSummary> = await done(api, routes.listEvents, {
      token: person.token,
      query: { scope: 'mine' },
    });
    expect(mine.items).toMatchObject([{ id: event.id, phase: 'upcoming', signup: 'confirmed', boothCount: 1 }]);
    const upcoming: Page<EventSummary> = await done(api, routes.listEvents, {
      token: person.token,
      query: { limit: '100' },
    });
    const starts = upcoming.items.map(({ startsAt }) => startsAt);
    expect(starts).toEqual([...starts].sort());
    expect(upcoming.items.some(({ id }) => id === event.id)).toBe(true);
    const ofGroup = { groupId: '0'.repeat(24) };
    const none: Page<EventSummary> = await done(api, routes.listEvents, { token: person.token, query: ofGroup });
    expect(none.items).toEqual([]);
    expect((await api.call(routes.listEvents)).status).toBe(401);
    expect((await api.call(routes.listEvents, { token: person.token, query: { scope: 'all' } })).status).toBe(400);
  });

  it('show the head who signed up, in order and masked, and nobody of another branch', async () => {
    const { id: eventId } = await buildPublished(api, head, ofTwo({ capacity: 1 }));
    for (const person of await members(2)) await signUp(api, person, eventId);
    const call = (token: string, query: Record<string, string> = {}): Promise<Reply<Page<EventSignupRow>>> =>
      api.call(routes.listEventSignups, { token, params: { eventId }, query });
    const all = await call(head.token);
    expect(all.body.items.map(({ number, state }) => [number, state])).toEqual([
      [1, 'confirmed'],
      [2, 'waiting'],
    ]);
    expect((await call(head.token, { state: 'waiting' })).body.items).toHaveLength(1);
    const staff = await buildWorker(api, head.employee.branch.id, ['staff']);
    expect((await call(staff.token)).status).toBe(403);
    const foreign = await buildWorker(api, await buildBranch(api), ['head']);
    expect((await call(foreign.token)).status).toBe(404);
    expect((await call(head.token, { state: 'nobody' })).status).toBe(400);
  });
});
