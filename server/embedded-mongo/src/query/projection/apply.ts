import type { Doc, Maybe, Value } from '../../bson/values';
import { type Env, type Expression, rootEnv } from '../../expression/expression';
import { boundComputed } from '../../expression/growth';
import type { Operation } from '../../operation';
import type { Branch } from './tree';

/** A level of a projection, made ready to run. */
interface Level {
  readonly inclusion: boolean;
  /** Fields that stay (or go), and levels below. */
  readonly fields: ReadonlyMap<string, true | Level>;
  /** Fields to compute and levels to descend into for that, in the order of the specification. */
  readonly additions: readonly (readonly [string, Computed | Level])[];
  /** Something is computed here or below. */
  readonly computes: boolean;
}

type Computed = (doc: Doc, env: () => Env) => Maybe;

/** Makes the function that includes or excludes and then computes. */
export function compileLevels(root: Branch, inclusion: boolean, operation: Operation): (doc: Doc) => Doc {
  const level = prepare(root, inclusion);
  if (!level.computes) return (doc) => project(level, doc);
  return (doc) => {
    let env: Env | undefined;
    const output = project(level, doc);
    compute(level, doc, () => (env ??= rootEnv(doc, operation)), output);
    return output;
  };
}

function prepare(branch: Branch, inclusion: boolean): Level {
  const fields = new Map<string, true | Level>();
  const additions: [string, Computed | Level][] = [];
  let computes = false;
  for (const [name, node] of branch.children) {
    switch (node.kind) {
      case 'branch': {
        const level = prepare(node, inclusion);
        fields.set(name, level);
        additions.push([name, level]);
        computes ||= level.computes;
        break;
      }
      case 'computed':
        additions.push([name, computed(node.expression)]);
        computes = true;
        break;
      case 'elemMatch':
        additions.push([name, matchedElement(node.field, node.find)]);
        computes = true;
        break;
      case 'exclude':
        if (!inclusion) fields.set(name, true);
        break;
      default:
        if (inclusion) fields.set(name, true);
    }
  }
  return { inclusion, fields, additions, computes };
}

function computed(expression: Expression): Computed {
  return (_doc, env) => boundComputed(expression(env()));
}

function matchedElement(field: string, find: (doc: Doc) => number | undefined): Computed {
  return (doc) => {
    const array = doc.get(field);
    if (!Array.isArray(array)) return undefined;
    const element = array[find(doc) ?? -1];
    return element === undefined ? undefined : [element];
  };
}

function project(level: Level, doc: Doc): Doc {
  return level.inclusion ? include(level, doc) : exclude(level, doc);
}

function include(level: Level, doc: Doc): Doc {
  const output: Doc = new Map();
  let left = level.fields.size;
  if (left === 0) return output;
  for (const [name, value] of doc) {
    const rule = level.fields.get(name);
    if (rule === undefined) continue;
    const kept = rule === true ? value : projectValue(rule, value);
    if (kept !== undefined) output.set(name, kept);
    if (--left === 0) break;
  }
  return output;
}

function exclude(level: Level, doc: Doc): Doc {
  const output: Doc = new Map();
  for (const [name, value] of doc) {
    const rule = level.fields.get(name);
    if (rule === undefined) output.set(name, value);
    else if (rule !== true) output.set(name, projectValue(rule, value)!);
  }
  return output;
}

/** Goes into documents and arrays. What is neither is left out by an inclusion and kept by an exclusion. */
function projectValue(level: Level, value: Value): Maybe {
  if (value instanceof Map) return project(level, value);
  if (!Array.isArray(value)) return level.inclusion ? undefined : value;
  const output: Value[] = [];
  for (const element of value) {
    const kept = projectValue(level, element);
    if (kept !== undefined) output.push(kept);
  }
  return output;
}

function compute(level: Level, root: Doc, env: () => Env, output: Doc): void {
  for (const [name, addition] of level.additions) {
    const value =
      typeof addition === 'function' ? addition(root, env) : computeInside(addition, root, env, output.get(name));
    if (value === undefined) output.delete(name);
    else output.set(name, value);
  }
}

function computeInside(level: Level, root: Doc, env: () => Env, value: Maybe): Maybe {
  if (!level.computes) return value;
  if (Array.isArray(value)) return value.map((element) => computeInside(level, root, env, element)!);
  const output: Doc = value instanceof Map ? value : new Map();
  compute(level, root, env, output);
  return output;
}
