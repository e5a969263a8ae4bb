import { Types } from 'mongoose';
import type { ProspectCard } from '../leads/prospectCards.service';
import { Prospect } from './prospect.model';

/** What leads show of prospects, by id. */
export async function cardsOf(prospectIds: readonly string[]): Promise<Map<string, ProspectCard>> {
  const rows = await Prospect.find({ _id: { $in: prospectIds.map((id) => new Types.ObjectId(id)) } }).lean();
  return new Map(
    rows.map(({ _id, kind, contactName, phone, industry, place, source, remark, enteredBy }) => [
      _id.toHexString(),
      {
        kind,
        contactName: contactName ?? null,
        phone: phone?.masked ?? null,
        industry: industry ?? null,
        address: place?.address ?? null,
        source,
        remark,
        enteredBy: enteredBy.toHexString(),
      },
    ]),
  );
}
