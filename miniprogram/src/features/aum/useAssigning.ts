import { useRounds } from '../../lib/useRounds';
import { assignOwners } from './owners.api';
import { type AssignAnswer, sumOf } from './ownerWords';

/** Customers of one call: one transaction of the server. */
const ROUND = 200;

/** A customer by the number of the bank's list, or as a member. */
export type AssignRow = { managerNo: string } & ({ customerNo: string } | { memberId: string });

export interface Assigning {
  busy: boolean;
  error: ReturnType<typeof useRounds>['error'];
  /** Rows that are through. */
  done: number;
  /** What was done, once all is; null before. */
  outcome: AssignAnswer | null;
  /** Gives the customers; called again after an error, goes on with the rest. */
  run: () => Promise<void>;
}

/** Gives customers to managers, so many at a time; the rows stay the same from the first call to the last. */
export function useAssigning(branchId: string, rows: readonly AssignRow[], reason: string): Assigning {
  const all = Math.ceil(rows.length / ROUND);
  const { answers, busy, error, run } = useRounds<AssignAnswer>(
    (round, requestId) => {
      const part = rows.slice(round * ROUND, (round + 1) * ROUND);
      return assignOwners({ body: { branchId, rows: part, reason, requestId } });
    },
    (done) => done.length >= all,
  );
  const outcome = all > 0 && answers.length >= all ? sumOf(answers) : null;
  return { busy, error, done: Math.min(rows.length, answers.length * ROUND), outcome, run };
}
