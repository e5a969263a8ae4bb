import { Schema, Types } from 'mongoose';
import type { RecurringJob } from '../db/jobEngine';
import { defineModel } from '../db/model';
import { followFrom, followLedger } from '../engagements/following.service';
import { membersToContact } from '../members/contactable.service';
import { considerMember } from './considering.service';

interface LeadMarkRecord {
  _id: string;
  /** Last row of the ledger that was looked at. */
  upTo: Types.ObjectId;
}

const schema = new Schema<LeadMarkRecord>(
  { _id: String, upTo: { type: Schema.Types.ObjectId, required: true } },
  { versionKey: false, strict: 'throw' },
);

/** How far the ledger has been read; one row. */
const LeadMark = defineModel<LeadMarkRecord>('LeadMark', schema, 'leadmarks');

const MARK = 'engagements';
const ROWS_AT_ONCE = 1_000;

/** Looks at members one after another; one that fails keeps nobody else from it, and is told at the end. */
class Round {
  count = 0;
  private readonly failures: unknown[] = [];

  async consider(memberId: string, now: Date): Promise<void> {
    this.count += 1;
    await considerMember(memberId, now).catch((error: unknown) => {
      this.failures.push(error);
    });
  }

  end(): number {
    if (this.failures.length > 0) throw new AggregateError(this.failures, `${this.failures.length} members failed`);
    return this.count;
  }
}

/** Looks at everybody who did something since it was done last; gives their number. Killed half-way it goes on there. */
export async function considerRecent(now: Date): Promise<number> {
  const mark = await LeadMark.findById(MARK).lean();
  let from: Types.ObjectId | null = mark ? followFrom(mark.upTo) : Types.ObjectId.createFromTime(0);
  const round = new Round();
  while (from) {
    const stretch = await followLedger(from, ROWS_AT_ONCE);
    for (const memberId of stretch.memberIds) await round.consider(memberId, now);
    if (stretch.last) await LeadMark.updateOne({ _id: MARK }, { $max: { upTo: stretch.last } }, { upsert: true });
    from = stretch.next;
  }
  return round.end();
}

interface LeadLookRecord {
  memberIds: Types.ObjectId[];
  at: Date;
}

const lookSchema = new Schema<LeadLookRecord>(
  { memberIds: { type: [Schema.Types.ObjectId], required: true }, at: { type: Date, required: true } },
  { versionKey: false, strict: 'throw' },
);

/** Members of whom the bank's list said something new, to be looked at soon; a row is removed once it was done. */
const LeadLook = defineModel<LeadLookRecord>('LeadLook', lookSchema, 'leadlooks');

/** Notes that members are to be looked at soon: a list may name a million, and nobody waits for them. */
export async function lookSoon(memberIds: readonly string[], now: Date): Promise<void> {
  await LeadLook.create([{ memberIds: memberIds.map((id) => new Types.ObjectId(id)), at: now }]);
}

/** Looks at those noted so far; gives their number. Killed half-way it looks at some twice, which changes nothing. */
export async function considerNoted(now: Date): Promise<number> {
  const round = new Round();
  for await (const { _id, memberIds } of LeadLook.find().sort({ _id: 1 }).lean().cursor()) {
    for (const memberId of memberIds) await round.consider(memberId.toHexString(), now);
    await LeadLook.deleteOne({ _id });
  }
  return round.end();
}

/** Looks at every member who may be contacted: near a tier, or fallen silent, is nothing that anybody did. */
export async function considerAll(now: Date): Promise<number> {
  const round = new Round();
  for await (const memberId of membersToContact()) await round.consider(memberId, now);
  return round.end();
}

/** What members did a minute ago, or the bank's list has said of them, is a lead now. */
export const recentLeadsJob: RecurringJob = {
  name: 'leads-recent',
  cron: '* * * * *',
  work: async ({ now }) => {
    await considerRecent(now());
    await considerNoted(now());
  },
};

/** After the night's standings. */
export const nightlyLeadsJob: RecurringJob = {
  name: 'leads-nightly',
  cron: '30 5 * * *',
  work: async ({ now }) => {
    await considerAll(now());
  },
};
