import { randomBytes } from 'node:crypto';
import { ObjectId } from '../bson/values';

const PROCESS_PART = randomBytes(5);
let counter = randomBytes(3).readUIntBE(0, 3);

/** A new ObjectId: seconds of `now` (milliseconds since 1970), 5 random bytes of this process, a 3-byte counter. */
export function newObjectId(now: number): ObjectId {
  const bytes = Buffer.allocUnsafe(12);
  bytes.writeUInt32BE(Math.floor(now / 1000) >>> 0, 0);
  PROCESS_PART.copy(bytes, 4);
  counter = (counter + 1) & 0xff_ffff;
  bytes.writeUIntBE(counter, 9, 3);
  return new ObjectId(bytes);
}
