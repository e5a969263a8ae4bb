import type { ConversionKind } from '@linzhang/shared/attribution/attribution.rules';
import type { ChannelSource } from '@linzhang/shared/channels/channels.rules';
import { Types } from 'mongoose';
import { channelNames } from '../channels/journeys.service';
import { employeeNames } from '../employees/employees.service';
import { Conversion } from './conversion.model';
import { type KnownConversion, withCredits } from './standingConversions';

interface Named {
  id: string;
  name: string;
}

/** Names a conversion of one member. */
export interface Cause {
  kind: ConversionKind;
  causeId: string;
}

/** To whose credit something is, and by which way the member came before it. */
export interface CauseCredit {
  because: string;
  /** True while a head has not looked at it. */
  held: boolean;
  employees: (Named & { ppm: number })[];
  cameBy: { employee: Named; channel: Named | null; source: ChannelSource } | null;
}

/** The key under which `causeCredits` has what it found. */
export function causeKey({ kind, causeId }: Cause): string {
  return `${kind} ${causeId}`;
}

/** The credit of what a member did, by `causeKey`; what is no conversion is left out. */
export async function causeCredits(memberId: string, causes: readonly Cause[]): Promise<Map<string, CauseCredit>> {
  if (causes.length === 0) return new Map();
  const owner = new Types.ObjectId(memberId);
  const where = { memberId: owner, $or: causes.map(({ kind, causeId }) => ({ kind, causeId })) };
  const known = await withCredits(await Conversion.find({ ...where, reverses: { $exists: false } }).lean());
  const [people, channels] = await Promise.all([
    employeeNames([...new Set(known.flatMap(peopleOf))]),
    channelNames([...new Set(known.flatMap(({ touches }) => touches.at(-1)?.channelId ?? []))]),
  ]);
  const person = (id: string) => ({ id, name: people.get(id) ?? '' });
  return new Map(
    known.map(({ row, credits, held, touches }) => {
      const touch = touches.at(-1);
      const channelId = touch?.channelId ?? null;
      const channel = channelId === null ? null : { id: channelId, name: channels.get(channelId) ?? '' };
      return [
        causeKey(row),
        {
          because: credits[0]?.because ?? row.because,
          held,
          employees: credits.map(({ employeeId, ppm }) => ({ ...person(employeeId.toHexString()), ppm })),
          cameBy: touch ? { employee: person(touch.employeeId), channel, source: touch.source } : null,
        },
      ];
    }),
  );
}

function peopleOf({ credits, touches }: KnownConversion): string[] {
  const touch = touches.at(-1);
  return [...credits.map(({ employeeId }) => employeeId.toHexString()), ...(touch ? [touch.employeeId] : [])];
}
