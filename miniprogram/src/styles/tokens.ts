import tokens from './tokens.json';

export type ColourName = keyof typeof tokens.light;
export type Palette = Readonly<Record<ColourName, string>>;

/** The two columns of colours; the style files get the same file through the build. */
export const light: Palette = tokens.light;
export const dark: Palette = tokens.dark;

const SURFACES: readonly ColourName[] = ['paper', 'card', 'sunken'];
const ON_ANY_SURFACE: readonly ColourName[] = ['ink', 'ink-2', 'seal-text'];
const HUES = ['jade', 'amber', 'sky', 'gold'] as const;

/** Every pair of text and background that the pages use: each must reach AA (4.5) in both columns. */
export const TEXT_PAIRS: readonly (readonly [text: ColourName, background: ColourName])[] = [
  ...SURFACES.flatMap((surface) => ON_ANY_SURFACE.map((text) => [text, surface] as const)),
  ...HUES.flatMap((hue) => [
    [hue, 'card'] as const,
    [hue, 'paper'] as const,
    [hue, `${hue}-tint`] as const,
    ['ink', `${hue}-tint`] as const,
    [`on-${hue}`, hue] as const,
  ]),
  ['on-seal', 'seal'],
  ['seal-text', 'seal-tint'],
  ['ink', 'seal-tint'],
  ['ink-2', 'seal-tint'],
];

/** Pairs that are no text (edges of fields, empty stamps): 3 is enough. */
export const SHAPE_PAIRS: readonly (readonly [shape: ColourName, background: ColourName])[] = [
  ['edge', 'paper'],
  ['edge', 'card'],
];
