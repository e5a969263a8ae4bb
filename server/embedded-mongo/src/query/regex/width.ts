import type { RegexNode } from './syntax';

/** How many characters a pattern can take: least and most. */
export interface Width {
  readonly min: number;
  readonly max: number;
}

/** Width of what a node matches; a backreference may be anything. */
export function widthOf(node: RegexNode): Width {
  switch (node.kind) {
    case 'set':
      return { min: 1, max: 1 };
    case 'sequence':
      return node.parts.map(widthOf).reduce((a, b) => ({ min: a.min + b.min, max: a.max + b.max }), { min: 0, max: 0 });
    case 'choice':
      return node.options.map(widthOf).reduce((a, b) => ({ min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) }));
    case 'repeat': {
      const body = widthOf(node.body);
      return { min: body.min * node.min, max: body.max === 0 || node.max === 0 ? 0 : body.max * node.max };
    }
    case 'capture':
    case 'atomic':
      return widthOf(node.body);
    case 'backreference':
      return { min: 0, max: Number.POSITIVE_INFINITY };
    default:
      return { min: 0, max: 0 };
  }
}

/** PCRE wants every alternative of a lookbehind to be of one length. */
export function hasFixedBranches(node: RegexNode): boolean {
  if (node.kind === 'capture' || node.kind === 'atomic') return hasFixedBranches(node.body);
  if (node.kind === 'choice') return node.options.every(hasFixedBranches);
  const width = widthOf(node);
  if (width.min === width.max) return true;
  return node.kind === 'sequence' && node.parts.length === 1 && hasFixedBranches(node.parts[0]!);
}
