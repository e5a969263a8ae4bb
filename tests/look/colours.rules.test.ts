import { type ColourName, dark, light, SHAPE_PAIRS, TEXT_PAIRS } from '../../miniprogram/src/styles/tokens';
import theme from '../../miniprogram/src/theme.json';

/** Relative luminance of a colour as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, 1 to 21. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const COLUMNS = [
  ['light', light],
  ['dark', dark],
] as const;

describe.each(COLUMNS)('the %s colours', (_, palette) => {
  const named = (pairs: readonly (readonly [ColourName, ColourName])[]) => pairs.map(([a, b]) => ({ a, b }));

  it.each(named(TEXT_PAIRS))('show $a readably on $b', ({ a, b }) => {
    expect(contrast(palette[a], palette[b])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(named(SHAPE_PAIRS))('show the edge $a on $b', ({ a, b }) => {
    expect(contrast(palette[a], palette[b])).toBeGreaterThanOrEqual(3);
  });
});

it('gives the bars of WeChat the colours of the pages', () => {
  for (const [column, palette] of COLUMNS) {
    const { paper, card, ink2, seal } = theme[column];
    expect({ paper, card, ink2, seal }).toEqual({
      paper: palette.paper,
      card: palette.card,
      ink2: palette['ink-2'],
      seal: palette['seal-text'],
    });
  }
});
