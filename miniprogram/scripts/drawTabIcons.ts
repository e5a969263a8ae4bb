/** Draws the icons of the tab bar (81 px, from the same drawings as the icons in the pages) and writes theme.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { drawingOf, type IconName } from '../src/components/icon/drawings';
import { dark, light, type Palette } from '../src/styles/tokens';
import { encodeOneColour } from './encodeOneColour';

const EDGE = 81;
const TABS: readonly IconName[] = ['home', 'stamp', 'ticket', 'person'];
const source = path.resolve(__dirname, '../src');
const directory = path.join(source, 'assets/tabs');

function draw(name: IconName, colour: string, file: string): void {
  const drawn = new Resvg(drawingOf(name, colour, 1.6), { fitTo: { mode: 'width', value: EDGE } }).render();
  writeFileSync(path.join(directory, `${file}.png`), encodeOneColour(drawn.pixels, drawn.width, drawn.height, colour));
}

function drawAll(palette: Palette, suffix: string): Record<string, string> {
  const icons: Record<string, string> = {};
  for (const name of TABS) {
    draw(name, palette['ink-2'], `${name}${suffix}`);
    draw(name, palette['seal-text'], `${name}-on${suffix}`);
    icons[`${name}Icon`] = `assets/tabs/${name}${suffix}.png`;
    icons[`${name}IconOn`] = `assets/tabs/${name}-on${suffix}.png`;
  }
  return icons;
}

function themeOf(palette: Palette, suffix: string, bars: Record<string, string>): Record<string, string> {
  const colours = { paper: palette.paper, card: palette.card, ink2: palette['ink-2'], seal: palette['seal-text'] };
  return { ...colours, ...bars, ...drawAll(palette, suffix) };
}

mkdirSync(directory, { recursive: true });
const theme = {
  light: themeOf(light, '', { barText: 'black', pullText: 'dark', barBorder: 'black' }),
  dark: themeOf(dark, '-dark', { barText: 'white', pullText: 'light', barBorder: 'white' }),
};
writeFileSync(path.join(source, 'theme.json'), `${JSON.stringify(theme, null, 2)}\n`);
