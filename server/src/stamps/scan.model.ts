import {
  OFFLINE_REASONS,
  OFFLINE_STATES,
  type OfflineReason,
  type OfflineState,
} from '@linzhang/shared/stamps/offline.rules';
import { SCAN_RESULTS, type ScanResult } from '@linzhang/shared/stamps/scan.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A scan that was made without network. */
export interface KeptScanRecord {
  shiftId: Types.ObjectId;
  deviceId: string;
  sequence: number;
  state: OfflineState;
  because?: OfflineReason;
}

/** A scan and its first answer, which every repeat of the request gets. */
export interface ScanRecord {
  _id: Types.ObjectId;
  employeeId: Types.ObjectId;
  requestId: string;
  /** Hash of what was asked for; the same id with something else is `request_reused`. */
  paramsHash: string;
  eventId: Types.ObjectId;
  boothId: Types.ObjectId;
  /** Absent where the code named nobody. */
  memberId?: Types.ObjectId;
  /** When it was made, by the server's clock. */
  at: Date;
  recordedAt: Date;
  /** Absent for a kept scan that gave nothing: its `state` says why. */
  result?: ScanResult;
  /** The stamp that was given, or was there already. */
  stampId?: Types.ObjectId;
  /** What a refusal tells beside its result: when the code was used, or when the event begins or ended. */
  toldAt?: Date;
  kept?: KeptScanRecord;
}

const kept = new Schema<KeptScanRecord>(
  {
    shiftId: { type: Schema.Types.ObjectId, required: true },
    deviceId: { type: String, required: true },
    sequence: { type: Number, required: true },
    state: { type: String, enum: OFFLINE_STATES, required: true },
    because: { type: String, enum: OFFLINE_REASONS },
  },
  { _id: false },
);

const schema = new Schema<ScanRecord>(
  {
    employeeId: { type: Schema.Types.ObjectId, required: true },
    requestId: { type: String, required: true },
    paramsHash: { type: String, required: true },
    eventId: { type: Schema.Types.ObjectId, required: true },
    boothId: { type: Schema.Types.ObjectId, required: true },
    memberId: Schema.Types.ObjectId,
    at: { type: Date, required: true },
    recordedAt: { type: Date, required: true },
    result: { type: String, enum: SCAN_RESULTS },
    stampId: Schema.Types.ObjectId,
    toldAt: Date,
    kept,
  },
  { versionKey: false, strict: 'throw' },
);
// A scan is answered once; a repeat gets that answer.
schema.index({ employeeId: 1, requestId: 1 }, { unique: true });
// The own scans at a booth, newest first.
schema.index({ employeeId: 1, boothId: 1, _id: -1 });
const ofShift = { partialFilterExpression: { 'kept.shiftId': { $type: 'objectId' } } } as const;
// The neighbours of a kept scan in its shift; the hour of a device; what became of the own ones.
schema.index({ 'kept.shiftId': 1, 'kept.sequence': 1 }, ofShift);
schema.index({ 'kept.deviceId': 1, at: 1 }, ofShift);
schema.index({ employeeId: 1, 'kept.shiftId': 1, _id: -1 }, ofShift);

export const Scan = defineModel<ScanRecord>('Scan', schema, 'scans');
