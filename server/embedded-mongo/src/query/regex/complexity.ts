import { type RegexNode, RegexSyntaxError } from './syntax';

/**
 * Compiling a pattern takes the engine time that grows with the cube of the loops in a row, and cannot be
 * interrupted: 240 of them take about 0.1 s, 2,000 a minute and more.
 */
const MAX_LOOPS_IN_A_ROW = 300;
/** Alternatives make the engine look at the loops behind them again. */
const MAX_LOOPS_TIMES_OPTIONS = 20_000;

/** Refuses a pattern that would take long just to compile. */
export function refuseTooComplex(root: RegexNode): void {
  const loops = loopsInARow(root);
  if (loops > MAX_LOOPS_IN_A_ROW || (loops > 10 && loops * optionsOf(root) > MAX_LOOPS_TIMES_OPTIONS)) {
    throw new RegexSyntaxError('regular expression is too large');
  }
}

function loopsInARow(node: RegexNode): number {
  switch (node.kind) {
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + loopsInARow(part), 0);
    case 'choice':
      return node.options.reduce((most, option) => Math.max(most, loopsInARow(option)), 0);
    case 'repeat':
      return (node.min === node.max ? 0 : 1) + loopsInARow(node.body);
    case 'capture':
    case 'atomic':
    case 'look':
      return loopsInARow(node.body);
    default:
      return 0;
  }
}

function optionsOf(node: RegexNode): number {
  switch (node.kind) {
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + optionsOf(part), 0);
    case 'choice':
      return node.options.reduce((sum, option) => sum + 1 + optionsOf(option), 0);
    case 'repeat':
    case 'capture':
    case 'atomic':
    case 'look':
      return optionsOf(node.body);
    default:
      return 0;
  }
}
