import { type ClientSession, Types } from 'mongoose';
import { registerApproval } from '../approvals/approvals.service';
import { registerHolding } from '../members/holdings.service';
import { registerMatchingConsent } from '../members/matching.service';
import { registerPhoneBound } from '../members/phoneBound.service';
import { registerSettingsChanged } from '../settings/settings.service';
import { AumAccount } from './aumAccount.model';
import { applyApproved, dropImport } from './imports.service';
import { queueMatch, releaseMember } from './matching.service';
import { noteRecount } from './recounting';

/** Tells the other domains what the lists have to do with them: a bound phone, an agreement, an account, a second person. */
export function registerAum(): void {
  registerPhoneBound(onPhoneBound);
  registerMatchingConsent(onMatchingConsent);
  registerSettingsChanged(noteRecount);
  registerApproval('aum_import', { apply: applyApproved, drop: dropImport });
  registerHolding({ name: 'aum', move: moveAccount, exportOwn: exportAccount, erase: releaseMember });
}

// Functions of their own: registered again, by another app in the same process, they count once.
function onPhoneBound(session: ClientSession, memberId: string, now: Date): Promise<void> {
  return queueMatch(session, memberId, 'phone', now);
}

async function onMatchingConsent(session: ClientSession, memberId: string, agreed: boolean, now: Date): Promise<void> {
  if (agreed) await queueMatch(session, memberId, 'consent', now);
  else await releaseMember(session, memberId);
}

/** The customer goes with the phone, unless the account that stays is a customer already. */
async function moveAccount(session: ClientSession, from: string, to: string): Promise<void> {
  const [former, owner] = [new Types.ObjectId(from), new Types.ObjectId(to)];
  await AumAccount.updateMany({ candidateId: former }, { $unset: { candidateId: '', doubt: '' } }, { session });
  const has = await AumAccount.exists({ memberId: owner }).session(session);
  const change = has
    ? { $unset: { memberId: '', matchedAt: '', assignedNo: '', changes: '', stale: '' } }
    : { $set: { memberId: owner, stale: true } };
  await AumAccount.updateMany({ memberId: former }, change, { session });
}

async function exportAccount(memberId: string): Promise<unknown> {
  const row = await AumAccount.findOne({ memberId: new Types.ObjectId(memberId) }).lean();
  return row ? { customerNo: row.customerNo, name: row.name ?? null, facts: row.facts, points: row.points } : null;
}
