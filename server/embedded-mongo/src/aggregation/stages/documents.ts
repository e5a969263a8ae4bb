import { type Doc, isArray, isDoc, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
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
