import type { Claim } from '@linzhang/shared/claims/claims.contract';
import * as routes from '@linzhang/shared/claims/claims.endpoints';
import mongoose, { Types } from 'mongoose';
import { type Caller, callerAt, codeOf, requestId } from '../support/api';
import { startProcess } from '../support/processes';
import { type Seeded, seedMembers } from '../support/seed';
import { buildStaffed } from '../support/world/branch';
import { buildOffer } from '../support/world/offers';

/** Members, wishes of each, and what the offer has: both limits are reached. */
const MEMBERS = 400;
const WISHES_EACH = 5;
const PER_MEMBER = 3;
const STOCK = 1_000;
/** All of them stay below what a merchant's offers may cost in a month without a second person. */
const COST_FEN = 900;
const AT_ONCE = 64;
const RETRY_MS = 200;

/** What the client of a wish was told in the end. */
export interface Answer {
  memberId: string;
  requestId: string;
  /** Code of its claim, or of its refusal. */
  claimId: string | null;
  refusal: string | null;
}

/** 2,000 wishes for one offer that are sent until each has its final answer. */
export class Storm {
  readonly answers: Answer[] = [];
  /** Answers that were not final, by status; 0 where the connection broke. */
  readonly failures: Record<string, number> = {};

  private constructor(
    readonly offerId: string,
    private readonly members: readonly Seeded[],
  ) {}

  /** Makes the offer through the endpoints and the members in the database that this test is connected to. */
  static async prepare(api: Caller): Promise<Storm> {
    const branch = await buildStaffed(api);
    const { id } = await buildOffer(api, branch, {
      terms: { kind: 'cash_off', thresholdFen: 5_000, offFen: COST_FEN },
      stock: STOCK,
      perMember: PER_MEMBER,
      budgetFen: (STOCK + 10) * COST_FEN,
    });
    return new Storm(id, await seedMembers(MEMBERS));
  }

  /** Sends everything to the servers in turn; `addresses` is asked anew before every try. */
  async run(addresses: () => readonly string[]): Promise<void> {
    const wishes = Array.from({ length: MEMBERS * WISHES_EACH }, (_none, index) => {
      const member = this.members[index % MEMBERS] as Seeded;
      return { ...member, requestId: requestId(), index };
    });
    const drive = async (): Promise<void> => {
      for (let wish = wishes.shift(); wish; wish = wishes.shift()) await this.insist(wish, addresses);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, drive));
  }

  /** Resolves once so many wishes have their final answer. */
  async answered(count: number): Promise<void> {
    while (this.answers.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  private async insist(
    wish: Seeded & { requestId: string; index: number },
    addresses: () => readonly string[],
  ): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const known = addresses();
      const url = known[(wish.index + tries) % known.length] ?? '';
      const status = await this.wish(wish, url);
      if (status === null) return;
      this.failures[status] = (this.failures[status] ?? 0) + 1;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (0.5 + Math.random())));
    }
  }

  /** One try; null where its answer is final. */
  private async wish(
    { token, memberId, requestId }: Seeded & { requestId: string },
    url: string,
  ): Promise<number | null> {
    const params = { offerId: this.offerId };
    const reply = await callerAt(url)
      .call<Claim>(routes.claimOffer, { token, params, body: { requestId } })
      .catch(() => null);
    if (reply === null || reply.status >= 500) return reply?.status ?? 0;
    const claimId = reply.status === 201 ? reply.body.id : null;
    this.answers.push({ memberId, requestId, claimId, refusal: codeOf(reply) });
    return null;
  }

  /** What the database holds of it, beside what clients were told. */
  async result() {
    const { db } = mongoose.connection;
    if (!db) throw new Error('no database');
    const offerId = new Types.ObjectId(this.offerId);
    const claims = await db.collection<{ _id: string; memberId: Types.ObjectId }>('claims').find({ offerId }).toArray();
    const byMember = new Map<string, number>();
    for (const { memberId } of claims) byMember.set(String(memberId), (byMember.get(String(memberId)) ?? 0) + 1);
    const counters = await db.collection('offercounters').findOne({ _id: offerId });
    const stored = claims.map(({ _id }) => _id).sort();
    const acknowledged = this.answers.flatMap(({ claimId }) => claimId ?? []).sort();
    return {
      answered: this.answers.length,
      acknowledgedOnce: new Set(acknowledged).size === acknowledged.length,
      asAcknowledged: JSON.stringify(stored) === JSON.stringify(acknowledged),
      claims: stored.length,
      movements: await db.collection('stockmovements').countDocuments({ offerId, kind: 'claimed' }),
      ledger: await db.collection('engagements').countDocuments({ offerId, kind: 'claimed' }),
      unitsLeft: counters?.['unitsLeft'],
      budgetLeftFen: counters?.['budgetLeftFen'],
      mostOfOneMember: Math.max(...byMember.values()),
      refusals: [...new Set(this.answers.flatMap(({ refusal }) => refusal ?? []))].sort(),
    };
  }
}

/** What must be there after the storm, whatever was killed meanwhile. */
export const AFTER_STORM = {
  answered: MEMBERS * WISHES_EACH,
  acknowledgedOnce: true,
  asAcknowledged: true,
  claims: STOCK,
  movements: STOCK,
  ledger: STOCK,
  unitsLeft: 0,
  budgetLeftFen: 10 * COST_FEN,
  mostOfOneMember: PER_MEMBER,
} as const;

/** What `npm run verify` prints for a database, and its exit code. */
export async function verify(env: Record<string, string>): Promise<{ code: number | string; output: string }> {
  const check = startProcess('server/src/verify.ts', env);
  const code = await check.ended;
  return { code, output: check.output() };
}
