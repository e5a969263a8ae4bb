import { type Doc, isArray, isDoc, type Value } from '../../bson/values';
import { CommandError, notSupported } from '../../errors';
import { evaluateConstant } from '../../expression/expression';
import { paced, type Stage, type StageScope } from '../context';

/** `$documents`: makes the documents of an array expression. */
export function compileDocuments(spec: Value, { operation }: StageScope): Stage {
  const value = evaluateConstant(spec, operation);
  if (!isArray(value)) throw new CommandError(5858203, 'an array is expected');
  const docs = value.map((item): Doc => {
    if (!isDoc(item)) throw new CommandError(40228, "'newRoot' expression must evaluate to an object");
    return item;
  });
  return () => paced(docs);
}

/** `$listLocalSessions` */
export function compileListLocalSessions(spec: Value, { source }: StageScope): Stage {
  if (!isDoc(spec)) throw new CommandError(14, '$listLocalSessions options must be specified in an object');
  for (const name of spec.keys()) {
    if (name !== 'users' && name !== 'allUsers') {
      throw new CommandError(40415, `BSON field '$listLocalSessions.${name}' is an unknown field.`);
    }
  }
  if (!source.localSessions) throw notSupported('$listLocalSessions');
  return () => paced(source.localSessions!());
}
