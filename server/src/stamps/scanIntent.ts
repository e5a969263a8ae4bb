import { createHash } from 'node:crypto';
import type { Settings } from '@linzhang/shared/settings/settings.rules';
import { worksAt } from '../events/events.service';
import { type DutyPlace, isOnDutyAt } from '../events/places.service';
import { offerNames } from '../offers/offers.service';
import { settingsOf } from '../settings/settings.service';
import { type CodeHolder, findCodeHolder } from './codeHolders';
import { codeKeyOf, genuineCode } from './codes.service';

/** A scan with all that is known before the stamps are read. */
export interface ScanIntent {
  employeeId: string;
  requestId: string;
  paramsHash: string;
  place: DutyPlace;
  /** Null for a text that is no genuine stamp code. */
  code: { slot: number; codeKey: string; holder: CodeHolder } | null;
  assigned: boolean;
  memberWorksHere: boolean;
  /** Name of the offer that the booth gives with its stamp. */
  boothOfferName: string | null;
  settings: Settings;
  /** When it was made, by the server's clock. */
  at: Date;
  /** When the server learned it. */
  now: Date;
  kept: KeptFacts | null;
  /** True where the organizer accepted a second stamp for the same code. */
  accepted: boolean;
}

/** What a scan that was made without network brings along. */
export interface KeptFacts {
  shiftId: string;
  deviceId: string;
  sequence: number;
  /** The booth that the device names. */
  saidBoothId: string;
  shift: { from: Date; until: Date };
}

export interface ScanRequest {
  employeeId: string;
  /** Where; it is read beside the code. */
  place: DutyPlace | Promise<DutyPlace>;
  code: string;
  requestId: string;
  at: Date;
  now: Date;
  kept?: KeptFacts;
}

/** Reads all that is known of a scan before its stamps. */
export async function scanIntent(request: ScanRequest): Promise<ScanIntent> {
  const { employeeId, requestId, at, now, kept = null } = request;
  const [place, code] = await Promise.all([request.place, findCode(request.code)]);
  const { booth, event } = place;
  const worker = code?.holder.employeeId ?? null;
  return {
    employeeId,
    requestId,
    paramsHash: createHash('sha256').update(`${booth._id.toHexString()} ${request.code}`).digest('hex'),
    place,
    code,
    assigned: isOnDutyAt(place, at),
    memberWorksHere: worker !== null && (await worksAt(event._id.toHexString(), worker)),
    ...(await commonOf(place)),
    at,
    now,
    kept,
    accepted: false,
  };
}

/** What a booth's scans have in common. */
export async function commonOf({ booth, event }: DutyPlace): Promise<Pick<ScanIntent, 'settings' | 'boothOfferName'>> {
  const offerId = booth.offerId?.toHexString();
  const [settings, names] = await Promise.all([
    settingsOf(event.branchId.toHexString()),
    offerId ? offerNames([offerId]) : null,
  ]);
  return { settings, boothOfferName: (offerId && names?.get(offerId)) ?? null };
}

async function findCode(text: string): Promise<ScanIntent['code']> {
  const code = genuineCode(text, 'stamp');
  const holder = code ? await findCodeHolder(code.alias) : null;
  return code && holder ? { slot: code.slot, codeKey: codeKeyOf(code), holder } : null;
}
