import type { Industry } from '@linzhang/shared/branches/branches.rules';
import type { ChannelSource } from '@linzhang/shared/channels/channels.rules';
import type { ProspectKind } from '@linzhang/shared/prospects/prospects.rules';

/** What a lead shows of a prospect. */
export interface ProspectCard {
  kind: ProspectKind;
  contactName: string | null;
  /** `138****1234`. */
  phone: string | null;
  industry: Industry | null;
  address: string | null;
  source: ChannelSource;
  remark: string;
  enteredBy: string;
}

type Find = (prospectIds: readonly string[]) => Promise<ReadonlyMap<string, ProspectCard>>;

let find: Find | null = null;

/** The domain that keeps prospects registers here at start: it knows leads, and leads need not know it. */
export function registerProspectCards(given: Find): void {
  find = given;
}

/** Cards of prospects by their ids; who is gone is left out. */
export async function prospectCards(prospectIds: readonly string[]): Promise<ReadonlyMap<string, ProspectCard>> {
  return find && prospectIds.length > 0 ? find(prospectIds) : new Map();
}
