import { LEAD_STATES, type LeadState } from '@linzhang/shared/leads/leads.rules';
import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

export const STEP_KINDS = [
  'opened',
  'joined',
  'held',
  'taken',
  'assigned',
  'followed_up',
  'released',
  'recycled',
  'left',
  'closed',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** One change of a lead: who, when, and by which numbers. Never changed. */
export interface LeadStepRecord {
  _id: Types.ObjectId;
  leadId: Types.ObjectId;
  kind: StepKind;
  /** State after it. */
  state: LeadState;
  at: Date;
  /** Who had the lead before a step that takes it away, else who has it after. */
  holderId?: Types.ObjectId;
  /** Who did it; absent for the rules. */
  byId?: Types.ObjectId;
  note?: string;
  /** Leads the holder had after it, and the caps that were in force. */
  held?: number;
  caps?: { held: number; takenADay: number };
  /** Business day of a taking, `YYYY-MM-DD`. */
  day?: string;
  ruleVersion: number;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<LeadStepRecord>(
  {
    leadId: { type: id, required: true },
    kind: { type: String, enum: STEP_KINDS, required: true },
    state: { type: String, enum: LEAD_STATES, required: true },
    at: { type: Date, required: true },
    holderId: id,
    byId: id,
    note: String,
    held: Number,
    caps: { type: { held: Number, takenADay: Number }, _id: false, default: undefined },
    day: String,
    ruleVersion: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
schema.index({ leadId: 1, at: -1, _id: -1 });
// What a manager took on a day.
schema.index({ holderId: 1, kind: 1, day: 1 });
appendOnly(schema, 'leadsteps');

export const LeadStep = defineModel<LeadStepRecord>('LeadStep', schema, 'leadsteps');
