import {
  FOLLOW_UP_STATES,
  type FollowUpState,
  type HeldAsset,
  type HeldProduct,
} from '@linzhang/shared/leads/followUp.rules';
import { LOST_REASONS, type LostReason } from '@linzhang/shared/leads/leads.rules';
import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

/** What a manager did about a lead and learned by it. Never changed. */
export interface FollowUpRecord {
  _id: Types.ObjectId;
  leadId: Types.ObjectId;
  employeeId: Types.ObjectId;
  at: Date;
  state: FollowUpState;
  lostReason?: LostReason;
  note: string;
  assets: HeldAsset[];
  products: HeldProduct[];
  decisionMaker?: string;
  informant?: string;
  actor?: string;
  target?: string;
  plan?: string;
  /** Business day, `YYYY-MM-DD`. */
  nextOn?: string;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<FollowUpRecord>(
  {
    leadId: { type: id, required: true },
    employeeId: { type: id, required: true },
    at: { type: Date, required: true },
    state: { type: String, enum: FOLLOW_UP_STATES, required: true },
    lostReason: { type: String, enum: LOST_REASONS },
    note: { type: String, required: true },
    assets: { type: [String], default: [] },
    products: { type: [String], default: [] },
    decisionMaker: String,
    informant: String,
    actor: String,
    target: String,
    plan: String,
    nextOn: String,
  },
  { versionKey: false, strict: 'throw' },
);
schema.index({ leadId: 1, at: -1, _id: -1 });
schema.index({ employeeId: 1, at: -1 });
appendOnly(schema, 'followups');

export const FollowUp = defineModel<FollowUpRecord>('FollowUp', schema, 'followups');
