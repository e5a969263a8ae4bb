import { LEAD_RULES, type LeadCaps, type LeadState } from '@linzhang/shared/leads/leads.rules';
import { type ClientSession, Types } from 'mongoose';
import { LeadStep, type StepKind } from './leadStep.model';

export interface NewStep {
  leadId: Types.ObjectId;
  kind: StepKind;
  state: LeadState;
  at: Date;
  holderId?: Types.ObjectId;
  byId?: string;
  note?: string | null;
  held?: number;
  caps?: LeadCaps;
  day?: string;
}

/**
 * Writes what happened to leads, in the transaction of the change. The instants of a lead's steps rise: of two changes
 * that servers made at about the same time the one that came through later has the later instant, so the last step
 * says where the lead stands.
 */
export async function recordSteps(session: ClientSession, steps: readonly NewStep[]): Promise<void> {
  if (steps.length === 0) return;
  const last = await lastInstants(
    session,
    steps.map(({ leadId }) => leadId),
  );
  const rows = steps.map(({ byId, note, caps, ...step }) => {
    const at = new Date(Math.max(step.at.getTime(), (last.get(step.leadId.toHexString()) ?? 0) + 1));
    last.set(step.leadId.toHexString(), at.getTime());
    return {
      ...step,
      at,
      ...(byId ? { byId: new Types.ObjectId(byId) } : {}),
      ...(note ? { note } : {}),
      ...(caps ? { caps: { held: caps.held, takenADay: caps.takenADay } } : {}),
      ruleVersion: LEAD_RULES,
    };
  });
  await LeadStep.insertMany(rows, { session });
}

/** When the last step of each lead was, in milliseconds. */
async function lastInstants(session: ClientSession, leadIds: readonly Types.ObjectId[]): Promise<Map<string, number>> {
  const rows = await LeadStep.aggregate<{ _id: Types.ObjectId; at: Date }>(
    [{ $match: { leadId: { $in: leadIds } } }, { $group: { _id: '$leadId', at: { $max: '$at' } } }],
    { session },
  );
  return new Map(rows.map(({ _id, at }) => [_id.toHexString(), at.getTime()]));
}
