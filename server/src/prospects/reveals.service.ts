import { AppError } from '@linzhang/shared/kernel/errors';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { once } from '../db/requests';
import { countReveal } from '../members/phone.service';
import type { PhoneSecrets } from './phoneSecrets';
import type { ProspectRecord } from './prospect.model';

/** Shows a prospect's number; the caller has asked the policy. Counts against 30 a day and is recorded before it is shown. */
export async function revealProspectPhone(
  prospect: ProspectRecord,
  { actor, purpose, requestId }: { actor: AuditActor & { actorId: string }; purpose: string; requestId: string },
  secrets: PhoneSecrets,
  now: Date,
): Promise<string> {
  if (!prospect.phone) throw new AppError('phone_not_bound');
  const prospectId = prospect._id.toHexString();
  const key = { actorId: actor.actorId, operation: 'revealProspectPhone', requestId, params: { prospectId, purpose } };
  await once(key, now, async (session) => {
    await countReveal(session, actor.actorId, now);
    await recordAuditBy(session, actor, {
      action: 'prospect_phone_revealed',
      subject: { kind: 'prospect', id: prospectId, name: prospect.name },
      branchId: prospect.branchId.toHexString(),
      reason: purpose,
      at: now,
      changes: {},
    });
    return null;
  });
  return secrets.openPhone(prospect.phone);
}
