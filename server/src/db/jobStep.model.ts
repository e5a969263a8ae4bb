import { type ClientSession, Schema } from 'mongoose';
import { isDuplicateKey } from './duplicateKey';
import { defineModel } from './model';
import { inTransaction } from './transaction';

interface JobStepRecord {
  /** `job:occurrence:step`: a step of an occurrence exists once. */
  _id: string;
  at: Date;
}

const KEEP_SECONDS = 60 * 86_400;
const schema = new Schema<JobStepRecord>({ _id: String, at: { type: Date, required: true } }, { versionKey: false });
schema.index({ at: 1 }, { expireAfterSeconds: KEEP_SECONDS });
const JobStep = defineModel<JobStepRecord>('JobStep', schema, 'jobsteps');

/** What a step changes, within its transaction. */
export type StepWork = (session: ClientSession) => Promise<void>;

/** Does `work` in one transaction with the note that it was done; false where the note was there already. */
export async function doStepOnce(id: string, now: Date, work: StepWork): Promise<boolean> {
  if (await JobStep.exists({ _id: id })) return false;
  try {
    await inTransaction(async (session) => {
      await JobStep.create([{ _id: id, at: now }], { session });
      await work(session);
    });
    return true;
  } catch (error) {
    // Only the note's own key: a duplicate that the work itself met is its failure.
    if (isDuplicateKey(error) && (await JobStep.exists({ _id: id }))) return false;
    throw error;
  }
}
