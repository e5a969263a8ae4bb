import {
  ENDED_REASONS,
  type EndedReason,
  LEAD_REASONS,
  LEAD_STATES,
  type LeadReason,
  type LeadState,
  LOST_REASONS,
  type LostReason,
} from '@linzhang/shared/leads/leads.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A reason to contact a member or a prospect. Has either `memberId` or `prospectId`; both once a prospect became a member. */
export interface LeadRecord {
  _id: Types.ObjectId;
  memberId?: Types.ObjectId;
  prospectId?: Types.ObjectId;
  /** Name of the prospect; a member's is read anew. */
  prospectName?: string;
  branchId: Types.ObjectId;
  state: LeadState;
  /** Neither won nor lost. */
  live: boolean;
  /** Where an open one lies. */
  desk?: 'pool' | 'head';
  /** With what each weighed by the branch's numbers when it came. */
  reasons: { reason: LeadReason; causeId: string; at: Date; points?: number }[];
  /** 0 to 100. */
  score: number;
  /** Version of the rules by which it was made. */
  ruleVersion: number;
  /** Version of the branch's numbers by which it was scored last. */
  settingsVersion?: number;
  holderId?: Types.ObjectId;
  heldBecause?: 'owner' | 'taken' | 'assigned';
  heldSince?: Date;
  /** Last follow-up, or when it was got. */
  lastWorkedAt?: Date;
  remindedAt?: Date;
  dueAt?: Date;
  /** Business day that was agreed, `YYYY-MM-DD`. */
  nextOn?: string;
  lastHolderId?: Types.ObjectId;
  /** When its last holder lost it. */
  releasedAt?: Date;
  /** Metres from the branch. */
  distance?: number;
  industryMatches: boolean;
  /** Place in the pool by the branch's principles, smaller first. */
  rank: string;
  openedAt: Date;
  firstHeldAt?: Date;
  firstContactedAt?: Date;
  closedAt?: Date;
  lostReason?: LostReason | EndedReason;
}

const id = Schema.Types.ObjectId;

const reason = new Schema(
  {
    reason: { type: String, enum: LEAD_REASONS, required: true },
    causeId: { type: String, required: true },
    at: { type: Date, required: true },
    points: Number,
  },
  { _id: false },
);

const schema = new Schema<LeadRecord>(
  {
    memberId: id,
    prospectId: id,
    prospectName: String,
    branchId: { type: id, required: true },
    state: { type: String, enum: LEAD_STATES, required: true },
    live: { type: Boolean, required: true },
    desk: { type: String, enum: ['pool', 'head'] },
    reasons: { type: [reason], required: true },
    score: { type: Number, required: true },
    ruleVersion: { type: Number, required: true },
    settingsVersion: Number,
    holderId: id,
    heldBecause: { type: String, enum: ['owner', 'taken', 'assigned'] },
    heldSince: Date,
    lastWorkedAt: Date,
    remindedAt: Date,
    dueAt: Date,
    nextOn: String,
    lastHolderId: id,
    releasedAt: Date,
    distance: Number,
    industryMatches: { type: Boolean, required: true },
    rank: { type: String, required: true },
    openedAt: { type: Date, required: true },
    firstHeldAt: Date,
    firstContactedAt: Date,
    closedAt: Date,
    lostReason: { type: String, enum: [...LOST_REASONS, ...ENDED_REASONS] },
  },
  { versionKey: false, strict: 'throw' },
);
// One open lead per member, and per prospect: new reasons join it.
schema.index({ memberId: 1 }, { unique: true, partialFilterExpression: { live: true, memberId: { $exists: true } } });
schema.index(
  { prospectId: 1 },
  { unique: true, partialFilterExpression: { live: true, prospectId: { $exists: true } } },
);
schema.index({ memberId: 1, openedAt: -1 });
// The own desk by due time; the pool in its order; the branch's list; what a period brought.
schema.index({ holderId: 1, live: 1, dueAt: 1, _id: 1 });
schema.index({ branchId: 1, desk: 1, rank: 1, _id: 1 });
schema.index({ branchId: 1, openedAt: -1, _id: -1 });
// What is held in a branch by due time; what has ended there and on the own desk.
schema.index({ branchId: 1, live: 1, dueAt: 1, _id: 1 });
schema.index({ branchId: 1, live: 1, closedAt: -1, _id: -1 });
schema.index({ holderId: 1, live: 1, closedAt: -1, _id: -1 });
// What has gone without a follow-up.
schema.index({ live: 1, lastWorkedAt: 1 });

export const Lead = defineModel<LeadRecord>('Lead', schema, 'leads');
