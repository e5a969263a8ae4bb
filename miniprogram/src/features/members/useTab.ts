import type { Me } from '@linzhang/shared/members/members.contract';
import { type FailureCode, toApiError } from '../../lib/apiError';
import { type Query, useQuery } from '../../lib/useQuery';
import { useVisits } from '../../lib/useVisits';
import { heardOfMe, reloadMe } from './account';

const ABOUT_ME: readonly FailureCode[] = ['signed_out', 'consent_required'];

/** What a tab shows; `version` rises when all of it must be read again. */
export type TabQuery<T> = Query<T> & { version: number };

/** Reads all that a tab shows, again at each visit and whenever `reads` rises; the answer says who is signed in, too. */
export function useTab<T extends { me: Me }>(read: () => Promise<T>, reads: number): TabQuery<T> {
  const version = useVisits() + reads;
  const readAll = async () => {
    try {
      const answer = await read();
      heardOfMe(answer.me);
      return answer;
    } catch (error) {
      // Who is signed out, or has to agree to new terms, is told so by the account.
      if (ABOUT_ME.includes(toApiError(error).code)) void reloadMe();
      throw error;
    }
  };
  return { ...useQuery(readAll, String(version)), version };
}
