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

/** Writes what happened to leads, in the transaction of the change. */
export async function recordSteps(session: ClientSession, steps: readonly NewStep[]): Promise<void> {
  if (steps.length === 0) return;
  await LeadStep.insertMany(
    steps.map(({ byId, note, caps, ...step }) => ({
      ...step,
      ...(byId ? { byId: new Types.ObjectId(byId) } : {}),
      ...(note ? { note } : {}),
      ...(caps ? { caps: { held: caps.held, takenADay: caps.takenADay } } : {}),
      ruleVersion: LEAD_RULES,
    })),
    { session },
  );
}
