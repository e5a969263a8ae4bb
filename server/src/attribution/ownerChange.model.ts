import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

/** A member got another owner. Never changed, never removed. */
export interface OwnerChangeRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  fromId: Types.ObjectId | null;
  toId: Types.ObjectId;
  /** `import`, `roster`, `transfer`, `choice`, `lead`, or a code of the domain that asked. */
  because: string;
  /** True where the owner became the origin manager too, since there never was one. */
  origin: boolean;
  at: Date;
  movedFrom?: Types.ObjectId;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<OwnerChangeRecord>(
  {
    memberId: { type: id, required: true },
    fromId: { type: id, default: null },
    toId: { type: id, required: true },
    because: { type: String, required: true },
    origin: { type: Boolean, required: true },
    at: { type: Date, required: true },
    movedFrom: id,
  },
  { versionKey: false, strict: 'throw' },
);
schema.index({ memberId: 1, at: -1 });
appendOnly(schema, 'ownerchanges');

export const OwnerChange = defineModel<OwnerChangeRecord>('OwnerChange', schema, 'ownerchanges');
