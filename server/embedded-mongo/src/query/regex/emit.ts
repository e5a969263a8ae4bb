import { type CharSet, withBothCases } from './charset';
import type { RegexNode, RegexSyntax } from './syntax';

interface Emission {
  readonly referenced: ReadonlySet<number>;
  readonly keepCaptures: boolean;
  /** Letters carry both cases themselves, because the pattern is only partly case-insensitive. */
  readonly expandCase: boolean;
  atomics: number;
}

/** Writes a parsed pattern as a JavaScript regular expression (always with the `u` flag). */
export function emitRegex(syntax: RegexSyntax, keepCaptures: boolean, flags = ''): RegExp {
  const sensitive = usesCase(syntax.root, false);
  const insensitive = usesCase(syntax.root, true);
  const emission: Emission = {
    referenced: syntax.referenced,
    keepCaptures,
    expandCase: sensitive && insensitive,
    atomics: 0,
  };
  const source = emit(syntax.root, emission);
  return new RegExp(source, `u${insensitive && !sensitive ? 'i' : ''}${flags}`);
}

function usesCase(node: RegexNode, ignoreCase: boolean): boolean {
  switch (node.kind) {
    case 'set':
      return node.ignoreCase === ignoreCase;
    case 'sequence':
      return node.parts.some((part) => usesCase(part, ignoreCase));
    case 'choice':
      return node.options.some((option) => usesCase(option, ignoreCase));
    case 'backreference':
    case 'assertion':
      return false;
    default:
      return usesCase(node.body, ignoreCase);
  }
}

function emit(node: RegexNode, emission: Emission): string {
  switch (node.kind) {
    case 'set':
      return emitSet(node, emission.expandCase && node.ignoreCase);
    case 'sequence':
      return node.parts
        .map((part) => (part.kind === 'choice' ? `(?:${emit(part, emission)})` : emit(part, emission)))
        .join('');
    case 'choice':
      return node.options.map((option) => emit(option, emission)).join('|');
    case 'repeat':
      return `${atom(node.body, emission)}${quantifier(node.min, node.max)}${node.lazy ? '?' : ''}`;
    case 'capture':
      if (!emission.keepCaptures && !emission.referenced.has(node.index)) return `(?:${emit(node.body, emission)})`;
      return `(?<g${node.index}>${emit(node.body, emission)})`;
    case 'atomic': {
      // A lookahead never backtracks into itself, which is what an atomic group promises.
      const name = `t${++emission.atomics}`;
      return `(?:(?=(?<${name}>${emit(node.body, emission)}))\\k<${name}>)`;
    }
    case 'look':
      return `(?:(?${node.behind ? '<' : ''}${node.negative ? '!' : '='}${emit(node.body, emission)}))`;
    case 'backreference':
      return `\\k<g${node.group}>`;
    case 'assertion':
      return node.source;
  }
}

function atom(node: RegexNode, emission: Emission): string {
  const source = emit(node, emission);
  return node.kind === 'set' || node.kind === 'capture' || node.kind === 'atomic' || node.kind === 'look'
    ? source
    : `(?:${source})`;
}

function quantifier(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) {
    if (min === 0) return '*';
    return min === 1 ? '+' : `{${min},}`;
  }
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function emitSet(node: RegexNode & { kind: 'set' }, expandCase: boolean): string {
  const ranges = expandCase ? withBothCases(node.ranges) : node.ranges;
  if (!node.negated && node.properties.length === 0 && ranges.length === 2) {
    if (ranges[0] === ranges[1]) return literal(ranges[0]!);
    if (ranges[0] === 0 && ranges[1] === 0x10ffff) return '[^]';
  }
  return `[${node.negated ? '^' : ''}${emitRanges(ranges)}${node.properties.join('')}]`;
}

function emitRanges(ranges: CharSet): string {
  let source = '';
  for (let i = 0; i < ranges.length; i += 2) {
    source += escaped(ranges[i]!);
    if (ranges[i + 1] !== ranges[i]) source += `-${escaped(ranges[i + 1]!)}`;
  }
  return source;
}

function literal(code: number): string {
  const char = String.fromCodePoint(code);
  return /[\p{L}\p{N} _,;:@#%&=!<>"'`~]/u.test(char) ? char : escaped(code);
}

function escaped(code: number): string {
  return `\\u{${code.toString(16)}}`;
}
