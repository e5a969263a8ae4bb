import { type ConversionKind, IMPORTED_KINDS, type ImportedKind } from '@linzhang/shared/attribution/attribution.rules';
import type { ChannelSource } from '@linzhang/shared/channels/channels.rules';
import type { Page } from '@linzhang/shared/kernel/pages';
import { Types } from 'mongoose';
import { channelNames } from '../channels/journeys.service';
import { pageAfter } from '../db/pages';
import { employeeNames } from '../employees/employees.service';
import { Conversion, type ConversionRecord } from './conversion.model';
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
  const known = await credited(await Conversion.find({ ...where, reverses: { $exists: false } }).lean());
  return new Map(known.map(({ row, credit }) => [causeKey(row), credit]));
}

interface Credited {
  row: ConversionRecord;
  credit: CauseCredit;
  /** True where a later entry took it back. */
  reversed: boolean;
}

/** What only the bank's list tells of a member, with whose it is to their credit. */
export interface ImportedConversion extends Credited {
  kind: ImportedKind;
}

/** How imported conversions are ordered: newest first. */
export const IMPORTED_ORDER = { field: 'at', direction: -1 } as const;

/** A page of what only the bank's list tells of a member, newest first. */
export async function importedConversions(
  memberId: string,
  request: { cursor?: string; limit: number },
): Promise<Page<ImportedConversion>> {
  const where = {
    memberId: new Types.ObjectId(memberId),
    kind: { $in: [...IMPORTED_KINDS] },
    reverses: { $exists: false },
  };
  const page = await pageAfter(Conversion, where, IMPORTED_ORDER, request, (row: ConversionRecord) => row);
  const items = (await credited(page.items)).flatMap((each): ImportedConversion[] => {
    const kind = IMPORTED_KINDS.find((imported) => imported === each.row.kind);
    return kind ? [{ ...each, kind }] : [];
  });
  return { items, nextCursor: page.nextCursor };
}

async function credited(rows: readonly ConversionRecord[]): Promise<Credited[]> {
  const known = await withCredits(rows);
  const [people, channels] = await Promise.all([
    employeeNames([...new Set(known.flatMap(peopleOf))]),
    channelNames([...new Set(known.flatMap(({ touches }) => touches.at(-1)?.channelId ?? []))]),
  ]);
  const person = (id: string) => ({ id, name: people.get(id) ?? '' });
  return known.map(({ row, credits, held, touches, reversed }) => {
    const touch = touches.at(-1);
    const channelId = touch?.channelId ?? null;
    const channel = channelId === null ? null : { id: channelId, name: channels.get(channelId) ?? '' };
    const credit = {
      because: credits[0]?.because ?? row.because,
      held,
      employees: credits.map(({ employeeId, ppm }) => ({ ...person(employeeId.toHexString()), ppm })),
      cameBy: touch ? { employee: person(touch.employeeId), channel, source: touch.source } : null,
    };
    return { row, credit, reversed };
  });
}

function peopleOf({ credits, touches }: KnownConversion): string[] {
  const touch = touches.at(-1);
  return [...credits.map(({ employeeId }) => employeeId.toHexString()), ...(touch ? [touch.employeeId] : [])];
}
