import type { OriginReason } from '@linzhang/shared/attribution/attribution.rules';
import type { ChannelSource } from '@linzhang/shared/channels/channels.rules';
import { channelNames } from '../channels/journeys.service';
import { employeeNames } from '../employees/employees.service';
import { Relation } from './relation.model';

interface Named {
  id: string;
  name: string;
}

/** Who brought a member and by which way, and who serves the member since when; with names. */
export interface KnownRelation {
  origin: (Named & { at: Date; because: OriginReason; source: ChannelSource | null; channel: Named | null }) | null;
  owner: (Named & { since: Date }) | null;
}

/** Who brought a member and who serves the member. */
export async function knownRelationOf(memberId: string): Promise<KnownRelation> {
  const row = await Relation.findById(memberId).lean();
  if (!row) return { origin: null, owner: null };
  const { originId, originAt, originBecause, originChannelId, originWay, ownerId, ownerSince } = row;
  const hexes = (ids: readonly ({ toHexString: () => string } | undefined)[]) =>
    ids.flatMap((id) => (id ? [id.toHexString()] : []));
  const [people, channels] = await Promise.all([
    employeeNames(hexes([originId, ownerId])),
    channelNames(hexes([originChannelId])),
  ]);
  const person = (id: { toHexString: () => string }) => {
    const hex = id.toHexString();
    return { id: hex, name: people.get(hex) ?? '' };
  };
  const channelId = originChannelId?.toHexString();
  return {
    origin:
      originId && originAt
        ? {
            ...person(originId),
            at: originAt,
            because: originBecause ?? 'touch',
            source: originWay?.source ?? null,
            channel: channelId ? { id: channelId, name: channels.get(channelId) ?? '' } : null,
          }
        : null,
    owner: ownerId && ownerSince ? { ...person(ownerId), since: ownerSince } : null,
  };
}
