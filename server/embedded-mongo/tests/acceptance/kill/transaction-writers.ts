import { type ClientSession, type Db, MongoServerError } from 'mongodb';
import type { RandomSource } from '../random-source';
import { isConnectionLoss, type Round, type Tally } from './round';

export const ACCOUNTS = 12;
export const OPENING_BALANCE = 1000;

interface Account {
  _id: number;
  balance: number;
}
interface Transfer {
  _id: string;
  from: number;
  to: number;
  amount: number;
}
interface Half {
  _id: string;
}

/** Runs one transaction. Conflicts count as not done; true means that the commit was acknowledged, undefined that nobody knows. */
async function transaction(round: Round, work: (session: ClientSession, db: Db) => Promise<void>) {
  const session = round.client.startSession();
  let committing = false;
  try {
    session.startTransaction();
    await work(session, round.client.db('kill'));
    committing = true;
    await session.commitTransaction();
    return true;
  } catch (error) {
    if (isConnectionLoss(error)) return committing ? undefined : false;
    if (!(error instanceof MongoServerError) || !error.hasErrorLabel('TransientTransactionError')) throw error;
    await session.abortTransaction().catch(() => undefined);
    return false;
  } finally {
    await session.endSession().catch(() => undefined);
  }
}

/** Moves money between accounts that everybody shares, and writes each transfer down in the same transaction. */
export class TransferWriter {
  readonly acknowledged = new Set<string>();
  private made = 0;

  constructor(
    private readonly name: string,
    private readonly random: RandomSource,
    private readonly tally: Tally,
  ) {}

  async run(round: Round): Promise<void> {
    while (!round.stopped) {
      this.made += 1;
      const id = `${this.name}:${this.made}`;
      const from = this.random.below(ACCOUNTS);
      const to = (from + 1 + this.random.below(ACCOUNTS - 1)) % ACCOUNTS;
      const transfer = { _id: id, from, to, amount: 1 + this.random.below(9) };
      const done = await transaction(round, (session, db) => move(transfer, db, session));
      if (done) this.acknowledged.add(id);
      if (done) this.tally.transactions += 1;
      if (done === undefined) this.tally.uncertain += 1;
    }
  }
}

async function move(transfer: Transfer, db: Db, session: ClientSession): Promise<void> {
  const accounts = db.collection<Account>('accounts');
  const { from, to, amount } = transfer;
  await accounts.updateOne({ _id: from }, { $inc: { balance: -amount } }, { session });
  await db.collection<Transfer>('transfers').insertOne(transfer, { session });
  await accounts.updateOne({ _id: to }, { $inc: { balance: amount } }, { session });
}

/** Writes two documents that must both exist or both not. Some pairs are removed again, together. */
export class PairWriter {
  /** Whether an acknowledged pair exists; pairs without an answer are not in here. */
  readonly acknowledged = new Map<string, boolean>();
  private made = 0;

  constructor(
    private readonly name: string,
    private readonly random: RandomSource,
    private readonly tally: Tally,
  ) {}

  async run(round: Round): Promise<void> {
    while (!round.stopped) {
      const existing = [...this.acknowledged].find(([, exists]) => exists)?.[0];
      const removes = existing !== undefined && this.random.below(3) === 0;
      this.made += 1;
      const id = removes ? existing : `${this.name}:${this.made}`;
      const done = await transaction(round, (session, db) =>
        removes ? unpair(id, db, session) : pair(id, db, session),
      );
      if (done) this.acknowledged.set(id, !removes);
      else if (done === undefined) this.acknowledged.delete(id);
      if (done) this.tally.transactions += 1;
      if (done === undefined) this.tally.uncertain += 1;
    }
  }
}

async function pair(id: string, db: Db, session: ClientSession): Promise<void> {
  await db.collection<Half>('left').insertOne({ _id: id }, { session });
  await db.collection<Half>('right').insertOne({ _id: id }, { session });
}

async function unpair(id: string, db: Db, session: ClientSession): Promise<void> {
  await db.collection<Half>('right').deleteOne({ _id: id }, { session });
  await db.collection<Half>('left').deleteOne({ _id: id }, { session });
}

/** Fills the accounts, and makes the collections that transactions write to. */
export async function prepareTransactions(db: Db): Promise<void> {
  const accounts = Array.from({ length: ACCOUNTS }, (_, i) => ({ _id: i, balance: OPENING_BALANCE }));
  await db.collection<Account>('accounts').insertMany(accounts);
  for (const name of ['transfers', 'left', 'right']) await db.createCollection(name);
  await db.collection('transfers').createIndex({ from: 1, to: 1 });
}

/** Balances that do not follow from the transfers written down, transfers that are lost, halves of pairs. */
export async function transactionFaults(
  db: Db,
  transfers: readonly TransferWriter[],
  pairs: readonly PairWriter[],
): Promise<string[]> {
  const faults: string[] = [];
  const written = await db.collection<Transfer>('transfers').find().toArray();
  const balances = Array.from({ length: ACCOUNTS }, () => OPENING_BALANCE);
  for (const { from, to, amount } of written) {
    balances[from]! -= amount;
    balances[to]! += amount;
  }
  for (const { _id, balance } of await db.collection<Account>('accounts').find().toArray()) {
    if (balance !== balances[_id]) faults.push(`account ${_id} has ${balance}, its transfers make ${balances[_id]}`);
  }
  const ids = new Set(written.map(({ _id }) => _id));
  for (const writer of transfers) {
    for (const id of writer.acknowledged) if (!ids.has(id)) faults.push(`transfer ${id} is lost`);
  }
  const [left, right] = await Promise.all([halves(db, 'left'), halves(db, 'right')]);
  for (const id of new Set([...left, ...right])) if (left.has(id) !== right.has(id)) faults.push(`pair ${id} is torn`);
  for (const writer of pairs) {
    for (const [id, exists] of writer.acknowledged) {
      if (left.has(id) !== exists) faults.push(`pair ${id} ${exists ? 'is lost' : 'has come back'}`);
    }
  }
  return faults;
}

async function halves(db: Db, name: string): Promise<Set<string>> {
  const docs = await db.collection<Half>(name).find().toArray();
  return new Set(docs.map(({ _id }) => _id));
}
