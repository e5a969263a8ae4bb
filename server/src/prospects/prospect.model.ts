import { INDUSTRIES, type Industry } from '@linzhang/shared/branches/branches.rules';
import { CHANNEL_SOURCES, type ChannelSource } from '@linzhang/shared/channels/channels.rules';
import {
  PROSPECT_KINDS,
  PROSPECT_STATES,
  type ProspectKind,
  type ProspectState,
} from '@linzhang/shared/prospects/prospects.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';
import type { Sealed } from '../platform/crypto';

/** A person or company that is not a member yet, as somebody of the branch entered it. */
export interface ProspectRecord {
  _id: Types.ObjectId;
  branchId: Types.ObjectId;
  kind: ProspectKind;
  name: string;
  contactName?: string;
  phone?: Sealed & { masked: string };
  /** Keyed hash by which the phone is found. */
  phoneHash?: string;
  /** Name and place, made plain. */
  key?: string;
  industry?: Industry;
  place?: { address: string; point?: { latitude: number; longitude: number } };
  source: ChannelSource;
  remark: string;
  state: ProspectState;
  enteredBy: Types.ObjectId;
  enteredAt: Date;
  /** The member that the prospect became. */
  memberId?: Types.ObjectId;
  convertedAt?: Date;
  version: number;
}

const id = Schema.Types.ObjectId;

const sealedPhone = new Schema(
  {
    keyId: { type: String, required: true },
    box: { type: String, required: true },
    masked: { type: String, required: true },
  },
  { _id: false },
);
const point = new Schema(
  { latitude: { type: Number, required: true }, longitude: { type: Number, required: true } },
  { _id: false },
);
const place = new Schema({ address: { type: String, required: true }, point }, { _id: false });

const schema = new Schema<ProspectRecord>(
  {
    branchId: { type: id, required: true },
    kind: { type: String, enum: PROSPECT_KINDS, required: true },
    name: { type: String, required: true },
    contactName: String,
    phone: sealedPhone,
    phoneHash: String,
    key: String,
    industry: { type: String, enum: INDUSTRIES },
    place,
    source: { type: String, enum: CHANNEL_SOURCES, required: true },
    remark: { type: String, default: '' },
    state: { type: String, enum: PROSPECT_STATES, required: true },
    enteredBy: { type: id, required: true },
    enteredAt: { type: Date, required: true },
    memberId: id,
    convertedAt: Date,
    version: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A branch has a phone once among its prospects.
schema.index(
  { branchId: 1, phoneHash: 1 },
  { unique: true, partialFilterExpression: { phoneHash: { $exists: true } } },
);
// A branch has a name at a place once.
schema.index({ branchId: 1, key: 1 }, { unique: true, partialFilterExpression: { key: { $exists: true } } });
// The branch's list and the own one.
schema.index({ branchId: 1, enteredAt: -1, _id: -1 });
schema.index({ enteredBy: 1, enteredAt: -1, _id: -1 });
// Who bound a phone was a prospect.
schema.index({ phoneHash: 1 }, { partialFilterExpression: { phoneHash: { $exists: true } } });
schema.index({ memberId: 1 }, { partialFilterExpression: { memberId: { $exists: true } } });

export const Prospect = defineModel<ProspectRecord>('Prospect', schema, 'prospects');
