import type { transferOwners as TransferContract } from '@linzhang/shared/aum/owners.contract';
import type { ResponseBody } from '@linzhang/shared/kernel/contract';
import { useRounds } from '../../lib/useRounds';
import { transferOwners } from './owners.api';

type Answer = ResponseBody<typeof TransferContract>;

/** What goes over to whom. */
export interface TransferDraft {
  fromId: string;
  toId: string;
  channels: boolean;
  reason: string;
}

/** Hands over, so many customers at a time, until none is left. */
export function useTransfer(draft: TransferDraft) {
  const { answers, busy, error, run } = useRounds<Answer>(
    (_, requestId) => transferOwners({ body: { ...draft, requestId } }),
    (all) => all.at(-1)?.left === 0,
  );
  const moved = answers.reduce((sum, answer) => sum + answer.moved, 0);
  const channels = answers.reduce((sum, answer) => sum + answer.channels, 0);
  return { busy, error, run, moved, channels, begun: busy || answers.length > 0, over: answers.at(-1)?.left === 0 };
}
