import type { LookUp, Redemption } from '@linzhang/shared/claims/redemptions.contract';
import { parseCode } from '@linzhang/shared/stamps/codes.rules';
import { useState } from 'react';
import { ApiError } from '../../lib/apiError';
import { isOnline, useOnline } from '../../lib/network';
import { signal } from '../../lib/signal';
import { type Mutation, useMutation } from '../../lib/useMutation';
import { type ShownRefusal, shownRefusal, shownStampCode } from './counterWords';
import { lookUpClaims, redeemClaim } from './redemptions.api';

type Asked = { code: string } | { claimCode: string };
type Chosen = { claimId: string; billFen: number | null };

/** Where a counter stands: nobody yet, a customer's claims, or what became of the redemption. */
export interface Counter {
  lookUp: LookUp | null;
  redemption: Redemption | null;
  refusal: ShownRefusal | null;
  looking: boolean;
  redeeming: Mutation<Chosen, Redemption>;
  /** Finds what a customer can use here. */
  find: (asked: Asked) => Promise<void>;
  /** A newer state of the redemption that waits. */
  follow: (redemption: Redemption) => void;
  /** Ready for the next customer. */
  next: () => void;
}

/** Redeems at one counter, one customer after another; `boothId` where it is a booth. */
export function useCounter(boothId: string | null): Counter {
  useOnline();
  const [lookUp, setLookUp] = useState<LookUp | null>(null);
  const [redemption, setRedemption] = useState<Redemption | null>(null);
  const [refusal, setRefusal] = useState<ShownRefusal | null>(null);
  const looking = useMutation(
    (asked: Asked) => lookUpClaims({ body: { code: null, claimCode: null, ...asked, boothId } }),
    setLookUp,
  );
  const follow = (newer: Redemption) => {
    if (newer.state !== redemption?.state) signal(newer.state === 'redeemed' ? 'good' : 'kept');
    setRedemption(newer);
  };
  const redeeming = useMutation(({ claimId, billFen }: Chosen & { lookupId: string }, requestId) => {
    if (!isOnline()) throw new ApiError('offline');
    return redeemClaim({ body: { lookupId: lookUp?.lookupId ?? '', claimId, billFen, boothId, requestId } });
  }, follow);
  const next = () => {
    setLookUp(null);
    setRedemption(null);
    setRefusal(null);
    looking.clearError();
    redeeming.clearError();
  };
  const find = async (asked: Asked) => {
    next();
    const wrong = wrongCode(asked);
    setRefusal(wrong);
    const found = wrong ? null : await looking.submit(asked);
    if (!found) signal('bad');
  };
  const failed = looking.error ? shownRefusal(looking.error) : null;
  const submit = (chosen: Chosen) => redeeming.submit({ ...chosen, lookupId: lookUp?.lookupId ?? '' });
  return {
    lookUp,
    redemption,
    refusal: refusal ?? failed,
    looking: looking.busy,
    redeeming: { ...redeeming, submit },
    find,
    follow,
    next,
  };
}

/** What the phone sees without asking: no network, or a code for another purpose. */
function wrongCode(asked: Asked): ShownRefusal | null {
  if (!isOnline()) return shownRefusal(new ApiError('offline'));
  if (!('code' in asked)) return null;
  return parseCode(asked.code)?.purpose === 'stamp' ? shownStampCode() : null;
}
