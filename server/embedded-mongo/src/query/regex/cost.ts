import { type CharSet, complement, EVERYTHING, intersects, NOTHING, union, withBothCases } from './charset';
import type { RegexNode } from './syntax';
import { widthOf } from './width';

/**
 * How many ways a backtracking matcher may go through a part of the pattern on a text of length n:
 * at most `factor * n^degree`. A degree of Infinity is exponential.
 */
interface Ways {
  readonly degree: number;
  readonly factor: number;
}

/** What the first character can be, and whether the part can match nothing. */
interface First {
  readonly set: CharSet;
  readonly empty: boolean;
}

/** Upper estimate of a pattern's worst case. */
export interface Cost {
  /** Steps at most for a text of this length. */
  steps(length: number): number;
}

const ONE: Ways = { degree: 0, factor: 1 };
const MANY_OPTIONS = 100;

/** Estimates the worst case of a pattern. Rather too high than too low. */
export function costOf(root: RegexNode): Cost {
  const ways = waysThrough(root, NOTHING);
  const anchored = startsAtStart(root);
  const width = widthOf(root).max + lookWidth(root);
  const factor = Math.min(ways.factor, Number.MAX_VALUE);
  return {
    steps(length) {
      const starts = anchored ? 1 : length + 1;
      const reach = Math.min(length, width) + 1;
      const branches =
        ways.degree === Number.POSITIVE_INFINITY ? 3 ** Math.min(length, 600) : (length + 1) ** ways.degree;
      return starts * reach * branches * factor;
    },
  };
}

function startsAtStart(node: RegexNode): boolean {
  if (node.kind === 'assertion') return node.start;
  if (node.kind === 'sequence') return node.parts.length > 0 && startsAtStart(node.parts[0]!);
  if (node.kind === 'choice') return node.options.every(startsAtStart);
  return (node.kind === 'capture' || node.kind === 'atomic') && startsAtStart(node.body);
}

function lookWidth(node: RegexNode): number {
  switch (node.kind) {
    case 'look':
      return widthOf(node.body).max + lookWidth(node.body);
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + lookWidth(part), 0);
    case 'choice':
      return node.options.reduce((most, option) => Math.max(most, lookWidth(option)), 0);
    case 'repeat':
    case 'capture':
    case 'atomic':
      return lookWidth(node.body);
    default:
      return 0;
  }
}

function times(a: Ways, b: Ways): Ways {
  return { degree: a.degree + b.degree, factor: a.factor * b.factor };
}

/** `follow` is what may come right after: where it cannot be confused with the part itself, there is one way only. */
function waysThrough(node: RegexNode, follow: CharSet): Ways {
  switch (node.kind) {
    case 'sequence':
      return sequenceWays(node.parts, follow);
    case 'choice':
      return choiceWays(node.options, follow);
    case 'repeat':
      return repeatWays(node, follow);
    case 'capture':
      return waysThrough(node.body, follow);
    case 'atomic':
    case 'look':
      return waysThrough(node.body, NOTHING);
    default:
      return ONE;
  }
}

function sequenceWays(parts: readonly RegexNode[], follow: CharSet): Ways {
  let ways = ONE;
  let after = follow;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i]!;
    ways = times(ways, waysThrough(part, after));
    const first = firstOf(part);
    after = first.empty ? union(first.set, after) : first.set;
  }
  return ways;
}

function choiceWays(options: readonly RegexNode[], follow: CharSet): Ways {
  let seen: CharSet = NOTHING;
  let distinct = options.length <= MANY_OPTIONS;
  let degree = 0;
  let sum = 0;
  let most = 0;
  for (const option of options) {
    const ways = waysThrough(option, follow);
    degree = Math.max(degree, ways.degree);
    sum += ways.factor;
    most = Math.max(most, ways.factor);
    if (!distinct) continue;
    const first = firstOf(option);
    const set = first.empty ? union(first.set, follow) : first.set;
    distinct = !intersects(seen, set);
    seen = union(seen, set);
  }
  return { degree, factor: distinct ? most : sum };
}

function repeatWays(node: RegexNode & { kind: 'repeat' }, follow: CharSet): Ways {
  const first = firstOf(node.body);
  const body = waysThrough(node.body, node.max > 1 ? union(first.set, follow) : follow);
  const clearEnd = !first.empty && !intersects(first.set, follow);
  const branching = body.degree > 0 || body.factor > 1;
  if (node.max === Number.POSITIVE_INFINITY) {
    if (branching || first.empty) return { degree: Number.POSITIVE_INFINITY, factor: 1 };
    return clearEnd ? ONE : { degree: 1, factor: 1 };
  }
  const exits = clearEnd ? 1 : node.max - node.min + 1;
  if (!branching) return { degree: 0, factor: exits };
  return { degree: body.degree * node.max, factor: body.factor ** node.max * exits };
}

function firstOf(node: RegexNode): First {
  switch (node.kind) {
    case 'set':
      return { set: charactersOf(node), empty: false };
    case 'sequence':
      return firstOfSequence(node.parts);
    case 'choice': {
      if (node.options.length > MANY_OPTIONS) return { set: EVERYTHING, empty: true };
      const firsts = node.options.map(firstOf);
      return { set: firsts.map((f) => f.set).reduce(union), empty: firsts.some((f) => f.empty) };
    }
    case 'repeat': {
      const first = firstOf(node.body);
      return node.min === 0 ? { set: first.set, empty: true } : first;
    }
    case 'capture':
    case 'atomic':
      return firstOf(node.body);
    case 'backreference':
      return { set: EVERYTHING, empty: true };
    default:
      return { set: NOTHING, empty: true };
  }
}

function firstOfSequence(parts: readonly RegexNode[]): First {
  let set: CharSet = NOTHING;
  for (const part of parts) {
    const first = firstOf(part);
    set = union(set, first.set);
    if (!first.empty) return { set, empty: false };
  }
  return { set, empty: true };
}

function charactersOf(node: RegexNode & { kind: 'set' }): CharSet {
  if (node.properties.length > 0) return EVERYTHING;
  const ranges = node.ignoreCase ? withBothCases(node.ranges) : node.ranges;
  return node.negated ? complement(ranges) : ranges;
}
