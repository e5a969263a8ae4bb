import { businessDay, MINUTE_MS } from '@linzhang/shared/kernel/time';
import { TIER_NEWS, type TierNews } from '@linzhang/shared/tiering/news.rules';
import { TIER_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import { TIERS, type Tier } from '@linzhang/shared/tiering/tiers.rules';
import { Schema, Types } from 'mongoose';
import type { RecurringJob } from '../db/jobEngine';
import { defineModel } from '../db/model';
import { inTransaction } from '../db/transaction';
import { notifyMember } from '../messages/messages.service';
import { findStandings } from './tiering.service';

/** Something to tell a member. */
export interface TierNewsItem {
  memberId: string;
  news: TierNews;
  tier: Tier;
}

interface TierNewsRecord {
  _id: Types.ObjectId;
  items: { memberId: Types.ObjectId; news: TierNews; tier: Tier }[];
  at: Date;
}

const schema = new Schema<TierNewsRecord>(
  {
    items: {
      type: [
        new Schema<TierNewsRecord['items'][number]>(
          {
            memberId: { type: Schema.Types.ObjectId, required: true },
            news: { type: String, enum: TIER_NEWS, required: true },
            tier: { type: String, enum: TIERS, required: true },
          },
          { _id: false },
        ),
      ],
      required: true,
    },
    at: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);

/** What is to be told soon; a row is removed once it was. */
const TierNewsRow = defineModel<TierNewsRecord>('TierNews', schema, 'tiernews');

/**
 * Notes what members are to be told, before the standings are stored that it speaks of: who is killed in between does
 * both again. A list may name a million members, and nobody waits for the telling.
 */
export async function noteTierNews(items: readonly TierNewsItem[], now: Date): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ memberId, news, tier }) => ({ memberId: new Types.ObjectId(memberId), news, tier }));
  await TierNewsRow.create([{ items: rows, at: now }]);
}

/** By then the standings are stored. */
const STORED_MS = MINUTE_MS;

/** Tells what was noted and still holds; gives the number of members told. Killed half-way it tells nobody twice. */
export async function tellTierNews(now: Date): Promise<number> {
  let told = 0;
  const due = { at: { $lte: new Date(now.getTime() - STORED_MS) } };
  for await (const { _id, items, at } of TierNewsRow.find(due).sort({ _id: 1 }).lean().cursor()) {
    const standings = await findStandings(items.map(({ memberId }) => memberId.toHexString()));
    const results = new Map(standings.map((row) => [row._id.toHexString(), row.result]));
    for (const { memberId, news, tier } of items) {
      const result = results.get(memberId.toHexString());
      if (result?.tier !== tier || (news === 'watched' && !result.watch)) continue;
      await tell({ memberId: memberId.toHexString(), news, tier }, at, now);
      told += 1;
    }
    await TierNewsRow.deleteOne({ _id });
  }
  return told;
}

/** Amounts stay out of it: a message is read by whoever looks at the phone. */
const WORDS: Readonly<Record<TierNews, (name: string) => { title: string; text: string }>> = {
  risen: (name) => ({
    title: `恭喜您成为${name}`,
    text: '点开看看新的服务，也可以选以后由谁为您服务。',
  }),
  watched: (name) => ({
    title: `${name}的服务，还差一点能保住`,
    text: '最近的平均资产低了一些。点开看看差多少、还有多久，不用着急。',
  }),
};

const SERVICE_PAGE = 'pages/members/tier/index';

function tell({ memberId, news, tier }: TierNewsItem, at: Date, now: Date): Promise<void> {
  const day = businessDay(at);
  // A rise is told on its day; a tier in doubt once a month.
  const when = news === 'risen' ? day : day.slice(0, 7);
  const words = WORDS[news](`${TIER_NAMES[tier]}客户`);
  return inTransaction((session) =>
    notifyMember(
      session,
      {
        memberId,
        kind: `tier_${news}`,
        dedupeKey: `tier-${news}:${tier}:${when}`,
        ...words,
        page: SERVICE_PAGE,
        marketing: false,
      },
      now,
    ),
  );
}

/** Within two minutes of the list, or of the night's standings. */
export const tierNewsJob: RecurringJob = {
  name: 'tier-news',
  cron: '* * * * *',
  work: async ({ now }) => {
    await tellTierNews(now());
  },
};
