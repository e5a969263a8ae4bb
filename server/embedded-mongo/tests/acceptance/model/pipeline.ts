import { evaluate } from './expression';
import { Refusal } from './failure';
import { exclude } from './projection';
import { copy, type Doc, isArray, isDoc, type Maybe } from './values';

/** A document after the stages of a pipeline update. */
export function runPipeline(doc: Doc, stages: readonly Doc[]): Doc {
  return stages.reduce(runStage, doc);
}

function runStage(doc: Doc, stage: Doc): Doc {
  const [name, operand] = [...stage][0]!;
  if (name === '$unset') return exclude(doc, isArray(operand) ? operand.map(String) : [String(operand)]);
  if (name === '$replaceWith') return replace(evaluate(operand, doc));
  let result = copy(doc);
  for (const [path, expression] of operand as Doc) {
    result = assign(result, path.split('.'), () => evaluate(expression, doc)) as Doc;
  }
  return result;
}

function replace(value: Maybe): Doc {
  if (!isDoc(value)) throw new Refusal(40228);
  return copy(value);
}

/** Sets a path in a document, in every element of an array. What is no document becomes one. */
function assign(target: Maybe, path: readonly string[], compute: () => Maybe): Maybe {
  const [name, ...rest] = path;
  if (name === undefined) {
    const value = compute();
    return value === undefined ? undefined : copy(value);
  }
  if (isArray(target)) return target.map((element) => assign(element, path, compute) ?? null);
  const doc: Doc = isDoc(target) ? new Map(target) : new Map();
  const inner = assign(doc.get(name), rest, compute);
  if (inner === undefined) doc.delete(name);
  else doc.set(name, inner);
  return doc;
}
