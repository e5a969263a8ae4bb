import type { EngagementRow } from '@linzhang/shared/engagements/engagements.contract';
import * as routes from '@linzhang/shared/engagements/engagements.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import { MINUTE_MS } from '@linzhang/shared/kernel/time';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { Types } from 'mongoose';
import { inTransaction } from '../../server/src/db/transaction';
import { Engagement } from '../../server/src/engagements/engagement.model';
import {
  hasEngagement,
  type NewEngagement,
  recordEngagements,
  reverseEngagement,
} from '../../server/src/engagements/engagements.service';
import { verifyEngagements } from '../../server/src/engagements/verify.service';
import { moveHoldings } from '../../server/src/members/holdings.service';
import { codeOf, requestId, TestApi } from '../support/api';
import { differences } from '../support/differences';
import { buildMember, type Person } from '../support/people';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(async () => {
  expect(await differences(verifyEngagements())).toEqual([]);
  await api.stop();
});

const id = () => new Types.ObjectId().toHexString();
const record = (who: Person, over: Partial<NewEngagement> = {}) => {
  const now = api.clock.now();
  const row = {
    memberId: who.me.id,
    kind: 'stamped' as const,
    causeId: id(),
    occurredAt: now,
    recordedAt: now,
    ...over,
  };
  return inTransaction((session) => recordEngagements(session, [row]));
};
const reverse = (who: Person, causeId: string) =>
  inTransaction((session) =>
    reverseEngagement(
      session,
      { memberId: who.me.id, kind: 'stamped', causeId },
      { because: 'undone', now: api.clock.now() },
    ),
  );
const timeline = (who: Person, query: Record<string, string> = {}) =>
  api.call<Page<EngagementRow>>(routes.listMyEngagements, { token: who.token, query });

describe('the ledger', () => {
  it('has one row for one cause, however many write it at once', async () => {
    const [member, causeId] = [await buildMember(api), id()];
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => record(member, { causeId })));
    expect(results.filter((result) => result.status === 'fulfilled').length).toBe(1);
    expect(await Engagement.countDocuments({ causeId })).toBe(1);
  });

  it('takes a row back once, by a row of its own', async () => {
    const [member, causeId] = [await buildMember(api), id()];
    await record(member, { causeId });
    await Promise.all([reverse(member, causeId), reverse(member, causeId), reverse(member, causeId)]);
    expect(await Engagement.countDocuments({ causeId })).toBe(2);
    expect(await hasEngagement([member.me.id], 'stamped')).toBe(false);
    expect((await timeline(member)).body.items).toMatchObject([{ kind: 'stamped', reversed: true }]);
    await expect(record(member, { causeId })).rejects.toMatchObject({ code: 11_000 });
  });

  it('takes nothing back where there is nothing', async () => {
    const member = await buildMember(api);
    await reverse(member, id());
    expect((await timeline(member)).body.items).toEqual([]);
  });

  it('refuses every change and removal', async () => {
    await expect(Engagement.updateOne({}, { $set: { because: 'x' } })).rejects.toThrow('append-only');
    await expect(Engagement.deleteMany({})).rejects.toThrow('append-only');
    await expect(Engagement.findOneAndDelete({})).rejects.toThrow('append-only');
    await expect(Engagement.bulkWrite([{ deleteMany: { filter: {} } }])).rejects.toThrow('append-only');
  });
});

describe('the own timeline', () => {
  it('is read page by page, newest first, by nobody else', async () => {
    const [member, other] = [await buildMember(api), await buildMember(api)];
    for (let i = 0; i < 3; i += 1) {
      await record(member, { eventId: id(), amountFen: i });
      api.clock.advance(MINUTE_MS);
    }
    const first = (await timeline(member, { limit: '2' })).body;
    expect(first.items.map((row) => row.amountFen)).toEqual([2, 1]);
    const second = (await timeline(member, { limit: '2', cursor: first.nextCursor ?? '' })).body;
    expect([second.items.map((row) => row.amountFen), second.nextCursor]).toEqual([[0], null]);
    expect((await timeline(other)).body.items).toEqual([]);
    expect(codeOf(await api.call(routes.listMyEngagements))).toBe('signed_out');
    expect(codeOf(await timeline(member, { limit: '101' }))).toBe('invalid_request');
  });

  it('is part of the export and stays, without the person, after a deletion', async () => {
    const member = await buildMember(api);
    await record(member);
    const exported = await api.call<{ sections: { engagements: unknown[] } }>(memberRoutes.exportOwnData, {
      token: member.token,
    });
    expect(exported.body.sections.engagements).toMatchObject([{ kind: 'stamped' }]);
    const body = { confirm: '注销', requestId: requestId() };
    await api.call(memberRoutes.deleteOwnAccount, { token: member.token, body });
    expect(await Engagement.countDocuments({ memberId: new Types.ObjectId(member.me.id) })).toBe(1);
  });
});

describe('two accounts of one person', () => {
  it('become one ledger; what both did keeps the earlier row', async () => {
    const [old, fresh] = [await buildMember(api), await buildMember(api)];
    const [eventId, boothId, causeId] = [id(), id(), id()];
    await record(old, { eventId, boothId, causeId });
    await record(old, { eventId, boothId: id() });
    api.clock.advance(MINUTE_MS);
    await record(fresh, { eventId, boothId, causeId });
    await inTransaction((session) => moveHoldings(session, old.me.id, fresh.me.id, api.clock.now()));
    const rows = (await timeline(fresh)).body.items;
    expect(rows.map((row) => row.reversed)).toEqual([true, false, false]);
    expect((await timeline(old)).body.items).toEqual([]);
    expect(await Engagement.countDocuments({ movedFrom: new Types.ObjectId(old.me.id) })).toBe(2);
  });
});
