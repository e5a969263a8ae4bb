import { type ClientSession, Types } from 'mongoose';
import { registerProspectCards } from '../leads/prospectCards.service';
import { convertProspectLead, forgetProspectLead } from '../leads/prospectLeads.service';
import { registerHolding } from '../members/holdings.service';
import { registerPhoneBound } from '../members/phoneBound.service';
import { phoneHashOf } from '../members/phoneHolders.service';
import { cardsOf } from './cards.service';
import { Prospect } from './prospect.model';

/** Tells members what is kept of who was a prospect before and leads whom they are about, and hears of bound phones. */
export function registerProspects(): void {
  registerProspectCards(cardsOf);
  registerPhoneBound(convertProspects);
  registerHolding({ name: 'prospects', move: moveProspects, exportOwn: exportProspects, erase: eraseProspects });
}

/** Whoever binds the phone of a prospect is that prospect: its lead becomes the member's. */
async function convertProspects(session: ClientSession, memberId: string, now: Date): Promise<void> {
  const phoneHash = await phoneHashOf(memberId, session);
  if (phoneHash === null) return;
  const rows = await Prospect.find({ phoneHash, state: 'open' }, { _id: 1 }).session(session).lean();
  for (const { _id } of rows) {
    await Prospect.updateOne(
      { _id, state: 'open' },
      { $set: { state: 'converted', memberId: new Types.ObjectId(memberId), convertedAt: now }, $inc: { version: 1 } },
      { session },
    );
    await convertProspectLead(session, _id, memberId, now);
  }
}

async function moveProspects(session: ClientSession, from: string, to: string): Promise<void> {
  await Prospect.updateMany(
    { memberId: new Types.ObjectId(from) },
    { $set: { memberId: new Types.ObjectId(to) } },
    { session },
  );
}

async function exportProspects(memberId: string): Promise<unknown> {
  const rows = await Prospect.find({ memberId: new Types.ObjectId(memberId) }).lean();
  return rows.map(({ kind, name, contactName, phone, industry, place, source, enteredAt, convertedAt }) => ({
    kind,
    name,
    contactName,
    phone: phone?.masked,
    industry,
    address: place?.address,
    source,
    enteredAt,
    convertedAt,
  }));
}

/** The person goes, that somebody was entered stays. */
async function eraseProspects(session: ClientSession, memberId: string): Promise<void> {
  const where = { memberId: new Types.ObjectId(memberId) };
  const rows = await Prospect.find(where, { _id: 1 }).session(session).lean();
  for (const { _id } of rows) await forgetProspectLead(session, _id);
  const person = { contactName: '', phone: '', phoneHash: '', key: '', place: '' };
  await Prospect.updateMany(where, { $set: { name: '已注销', remark: '' }, $unset: person }, { session });
}
