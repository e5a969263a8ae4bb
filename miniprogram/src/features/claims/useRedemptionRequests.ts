import type { RedemptionRequest } from '@linzhang/shared/claims/claims.contract';
import { useRef, useState } from 'react';
import { learnServerTime } from '../../lib/serverTime';
import { useRepeated } from '../../lib/useRepeated';
import { listRedemptionRequests } from './ownClaims.api';

const EVERY_MS = 2000;
const AFTER_FAULT_MS = 4000;

async function readRequests(): Promise<readonly RedemptionRequest[]> {
  const sentAt = Date.now();
  const { items, serverTime } = await listRedemptionRequests();
  learnServerTime(serverTime, sentAt, Date.now());
  return items;
}

/** What waits for the member's tap, asked every two seconds while the page is in front; undefined before the first answer. */
export function useRedemptionRequests(active = true): readonly RedemptionRequest[] | undefined {
  const [requests, setRequests] = useState<readonly RedemptionRequest[]>();
  useRepeated(async () => {
    try {
      setRequests(await readRequests());
      return EVERY_MS;
    } catch {
      return AFTER_FAULT_MS;
    }
  }, active);
  return requests;
}

/** After so many questions the claim itself is read again: it may have been used by a scan of the code. */
const LOOK_EVERY = 2;

interface Counter {
  /** The counter asks for the tap; called once for each time it asks. */
  onAsked: () => void;
  /** Reads the claim again. */
  look: () => Promise<void>;
}

/** Follows, while a claim is held out at a counter, whether it is asked for or used. */
export function useAtCounter(claimId: string, { onAsked, look }: Counter): void {
  const asked = useRef<string>();
  const turns = useRef(0);
  useRepeated(async () => {
    try {
      const request = (await readRequests()).find(({ claim }) => claim.id === claimId);
      if (request && request.id !== asked.current) {
        asked.current = request.id;
        onAsked();
        return EVERY_MS;
      }
    } catch {
      return AFTER_FAULT_MS;
    }
    turns.current += 1;
    if (turns.current % LOOK_EVERY === 0) await look();
    return EVERY_MS;
  }, true);
}
