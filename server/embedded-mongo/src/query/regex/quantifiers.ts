import { isDigit, type PatternText } from './pattern-text';
import { type RegexNode, RegexSyntaxError } from './syntax';

const MAX_COUNT = 65535;

/** Wraps an atom in the quantifiers that follow it. */
export function readQuantifier(text: PatternText, atom: RegexNode, skip: () => void): RegexNode {
  let node = atom;
  for (;;) {
    const counts = readCounts(text);
    if (!counts) return node;
    const [min, max] = counts;
    if (text.accept('+')) node = { kind: 'atomic', body: { kind: 'repeat', body: node, min, max, lazy: false } };
    else node = { kind: 'repeat', body: node, min, max, lazy: text.accept('?') };
    skip();
    if (isQuantifier(text)) throw new RegexSyntaxError('quantifier does not follow a repeatable item');
  }
}

function isQuantifier(text: PatternText): boolean {
  const start = text.position;
  const found = readCounts(text) !== undefined;
  text.position = start;
  return found;
}

function readCounts(text: PatternText): [number, number] | undefined {
  if (text.accept('*')) return [0, Number.POSITIVE_INFINITY];
  if (text.accept('+')) return [1, Number.POSITIVE_INFINITY];
  if (text.accept('?')) return [0, 1];
  return readBraces(text);
}

/** `{2}`, `{2,}`, `{2,5}`; anything else leaves the brace a literal. */
function readBraces(text: PatternText): [number, number] | undefined {
  const start = text.position;
  if (!text.accept('{')) return undefined;
  const low = text.take(isDigit);
  const comma = low !== '' && text.accept(',');
  const high = comma ? text.take(isDigit) : low;
  if (low === '' || !text.accept('}')) {
    text.position = start;
    return undefined;
  }
  const min = Number(low);
  const max = high === '' ? Number.POSITIVE_INFINITY : Number(high);
  if (min > MAX_COUNT || (max !== Number.POSITIVE_INFINITY && max > MAX_COUNT)) {
    throw new RegexSyntaxError('number too big in {} quantifier');
  }
  if (max < min) throw new RegexSyntaxError('numbers out of order in {} quantifier');
  return [min, max];
}
