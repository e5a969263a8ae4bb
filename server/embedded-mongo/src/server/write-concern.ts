import { isNumeric, toDouble } from '../bson/numeric';
import { type Doc, isDoc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { checkFields, fieldRules } from './arguments';

/** Number of nodes that can acknowledge a write. */
export const MAX_NODES = 1;

const FIELDS = fieldRules({
  w: 'any',
  j: 'flag',
  fsync: 'flag',
  wtimeout: 'number',
  wtimeoutMS: 'number',
  wElectionId: 'any',
  wOpTime: 'any',
  getLastError: 'any',
  provenance: 'string',
});

/** Reads and checks writeConcern; undefined where it is absent or empty. */
export function writeConcernOf(command: Doc): Doc | undefined {
  const concern = command.get('writeConcern');
  if (!isDoc(concern) || concern.size === 0) return undefined;
  checkFields(concern, FIELDS, 'writeConcern');
  const w = concern.get('w');
  if (w === undefined || w === null || w === 'majority') return concern;
  if (typeof w === 'string') {
    throw new CommandError(79, `No write concern mode named '${w}' found in replica set configuration`);
  }
  if (!isNumeric(w))
    throw new CommandError(ErrorCode.FailedToParse, `w has to be a number, string, or object; found: ${typeof w}`);
  const nodes = toDouble(w);
  if (!(nodes >= 0 && nodes <= 50)) {
    throw new CommandError(
      ErrorCode.FailedToParse,
      `w has to be a non-negative number and not greater than 50; found: ${nodes}`,
    );
  }
  return concern;
}
