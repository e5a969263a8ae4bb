import { CODES_AHEAD, type CodeRun, SLOT_MS } from '@linzhang/shared/stamps/codes.rules';
import type { CodeHour } from '@linzhang/shared/stamps/stamps.contract';
import { useState } from 'react';
import { type ApiError, toApiError } from '../../lib/apiError';
import { learnServerTime, serverNow } from '../../lib/serverTime';
import { recall, remember } from '../../lib/storage';
import { useRepeated } from '../../lib/useRepeated';

/** Where codes come from and under which name they are kept. */
export interface CodeSource {
  /** What the codes are for; one run of each is kept on the phone. */
  kind: 'stamp' | 'redeem';
  /** Whose they are: member and event. Codes of somebody else are never shown. */
  owner: string;
  mint: () => Promise<CodeHour>;
}

interface Kept extends CodeRun {
  owner: string;
}

/** An hour of codes is topped up once a quarter of it is gone. */
const TOP_UP_BELOW = CODES_AHEAD * 0.75;
const LOOK_EVERY_MS = 60_000;
const RETRY_MS = 5000;

const keyOf = ({ kind }: CodeSource) => `codes.${kind}`;

function keptRun(source: CodeSource): CodeRun | null {
  const kept = recall<Kept>(keyOf(source));
  return kept?.owner === source.owner ? kept : null;
}

/** How many codes of a run are still to come. */
function codesLeft(run: CodeRun | null): number {
  if (!run) return 0;
  const past = Math.floor(serverNow().getTime() / SLOT_MS) - run.firstSlot;
  return past < 0 ? 0 : Math.max(0, run.codes.length - past);
}

async function fetchRun(source: CodeSource): Promise<CodeRun> {
  const sentAt = Date.now();
  const { firstSlot, codes, serverTime } = await source.mint();
  learnServerTime(serverTime, sentAt, Date.now());
  const run = { firstSlot, codes };
  remember(keyOf(source), { ...run, owner: source.owner });
  return run;
}

/** Codes on this phone, an hour ahead, so that they can be shown without network. */
export interface OwnCodes {
  run: CodeRun | null;
  /** Why there are no newer ones; the kept ones are good all the same. */
  error: ApiError | null;
  reload: () => Promise<void>;
}

/** Keeps an hour of codes on the phone while the page is in front. */
export function useOwnCodes(source: CodeSource, active = true): OwnCodes {
  const [state, setState] = useState<{ owner: string; run: CodeRun | null; error: ApiError | null }>(() => ({
    owner: source.owner,
    run: keptRun(source),
    error: null,
  }));
  const take = async (): Promise<boolean> => {
    try {
      setState({ owner: source.owner, run: await fetchRun(source), error: null });
      return true;
    } catch (error) {
      setState({ owner: source.owner, run: keptRun(source), error: toApiError(error) });
      return false;
    }
  };
  useRepeated(async () => {
    if (codesLeft(keptRun(source)) > TOP_UP_BELOW) return LOOK_EVERY_MS;
    return (await take()) ? LOOK_EVERY_MS : RETRY_MS;
  }, active);
  const reload = async () => void (await take());
  return { run: state.owner === source.owner ? state.run : null, error: state.error, reload };
}
