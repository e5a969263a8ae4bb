import type { TargetKind } from '@linzhang/shared/channels/channels.rules';
import { AppError } from '@linzhang/shared/kernel/errors';

/** What a channel or a share card leads to, as its own domain tells it. */
export interface ChannelTarget {
  id: string;
  name: string;
  branchId: string;
  /** False for a draft, and for what has ended. */
  open: boolean;
  merchantName?: string;
  /** Where it is, in words, for the poster. */
  place?: string;
  /** When it is, in words of the branch's time, for the poster. */
  time?: string;
}

interface TargetSource {
  find: (id: string) => Promise<ChannelTarget | null>;
}

const sources = new Map<TargetKind, TargetSource>();

/** Groups, events and offers tell at start how theirs are found, so that channels need to know none of them. */
export function registerTarget(kind: TargetKind, source: TargetSource): void {
  sources.set(kind, source);
}

/** What a channel leads to; null where it is gone. */
export async function findTarget(kind: TargetKind, id: string): Promise<ChannelTarget | null> {
  return (await sources.get(kind)?.find(id)) ?? null;
}

/** The same; throws `not_found`. */
export async function getTarget(kind: TargetKind, id: string): Promise<ChannelTarget> {
  const target = await findTarget(kind, id);
  if (!target) throw new AppError('not_found');
  return target;
}
