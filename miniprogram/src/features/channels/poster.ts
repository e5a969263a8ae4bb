import type { Channel } from '@linzhang/shared/channels/channels.contract';
import type { TargetKind } from '@linzhang/shared/channels/channels.rules';
import { light } from '../../styles/tokens';

/** What of a canvas a poster is drawn with; weapp's and the browser's both have it. */
export type PosterPen = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'fillRect'
  | 'strokeRect'
  | 'fillText'
  | 'measureText'
  | 'save'
  | 'restore'
  | 'translate'
  | 'rotate'
  | 'scale'
> & { drawImage: (image: never, x: number, y: number, width: number, height: number) => void };

/** What a poster says. */
export interface Poster {
  sentence: string;
  title: string;
  /** Place and time, where there are. */
  lines: readonly string[];
  manager: string;
}

/** Sizes of a poster in pixels: A4 at 300 dpi to print, 750 wide to send. Both have the shape of A4. */
export const POSTER_SIZES = {
  print: { width: 2480, height: 3508 },
  send: { width: 750, height: 1061 },
} as const;
export type PosterSize = keyof typeof POSTER_SIZES;

/** Everything below is drawn on a sheet 750 wide, 210 mm in print; the pen is scaled. */
const SHEET = POSTER_SIZES.send;
/** Side of the code: 84 mm in print, of which 30 are the least that a phone reads at arm's length. */
const CODE_SIDE = 300;
const MARGIN = 60;
const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const SERIF = '"Songti SC", STSong, "Noto Serif CJK SC", serif';
const SEAL_ANGLE = -0.06;

const SENTENCES: Readonly<Record<TargetKind, string>> = {
  group: '扫一扫，加入福利圈',
  event: '扫一扫，来集章',
  offer: '扫一扫，领优惠',
};

/** What the poster of a channel says. */
export function posterOf({ target, employee, branch }: Channel): Poster {
  return {
    sentence: SENTENCES[target.kind],
    title: target.name,
    lines: [target.time, target.place].flatMap((line) => (line ? [line] : [])),
    manager: `${branch.name} · 客户经理 ${employee.name}`,
  };
}

/** Draws a poster over the whole canvas: paper, one seal, one sentence, the code, names, place and time. */
export function drawPoster(pen: PosterPen, poster: Poster, code: never, size: PosterSize): void {
  pen.save();
  const factor = POSTER_SIZES[size].width / SHEET.width;
  pen.scale(factor, factor);
  pen.fillStyle = light.paper;
  pen.fillRect(0, 0, SHEET.width, SHEET.height);
  drawSeal(pen, SHEET.width - MARGIN - 50, MARGIN + 50);
  pen.textBaseline = 'top';
  write(pen, '邻章', { size: 26, colour: light['ink-2'], x: MARGIN, y: MARGIN });
  let y = 190;
  for (const line of linesOf(pen, poster.title, 54, SHEET.width - 2 * MARGIN)) {
    write(pen, line, { size: 54, bold: true, colour: light.ink, x: MARGIN, y });
    y += 68;
  }
  y += 12;
  for (const line of poster.lines.flatMap((text) => linesOf(pen, text, 28, SHEET.width - 2 * MARGIN))) {
    write(pen, line, { size: 28, colour: light['ink-2'], x: MARGIN, y });
    y += 40;
  }
  drawCode(pen, code, poster);
  pen.restore();
}

function drawCode(pen: PosterPen, code: never, { sentence, manager }: Poster): void {
  const [x, y] = [(SHEET.width - CODE_SIDE) / 2, 560];
  pen.fillStyle = light.card;
  pen.fillRect(x - 24, y - 24, CODE_SIDE + 48, CODE_SIDE + 48);
  pen.strokeStyle = light.line;
  pen.lineWidth = 2;
  pen.strokeRect(x - 24, y - 24, CODE_SIDE + 48, CODE_SIDE + 48);
  pen.drawImage(code, x, y, CODE_SIDE, CODE_SIDE);
  const middle = { x: SHEET.width / 2, centred: true };
  write(pen, sentence, { size: 34, bold: true, colour: light['seal-text'], y: y + CODE_SIDE + 44, ...middle });
  linesOf(pen, manager, 26, SHEET.width - 2 * MARGIN).forEach((line, at) => {
    write(pen, line, { size: 26, colour: light['ink-2'], y: y + CODE_SIDE + 104 + at * 34, ...middle });
  });
}

interface Writing {
  size: number;
  colour: string;
  x: number;
  y: number;
  bold?: boolean;
  centred?: boolean;
}

function write(pen: PosterPen, text: string, { size, colour, x, y, bold, centred }: Writing): void {
  pen.font = `${bold ? '600 ' : ''}${size}px ${FONT}`;
  pen.fillStyle = colour;
  pen.textAlign = centred ? 'center' : 'left';
  pen.fillText(text, x, y);
}

/** The carved seal: two characters in a double border, turned a little. */
function drawSeal(pen: PosterPen, x: number, y: number): void {
  pen.save();
  pen.translate(x, y);
  pen.rotate(SEAL_ANGLE);
  pen.fillStyle = light.seal;
  pen.fillRect(-50, -50, 100, 100);
  pen.strokeStyle = light['on-seal'];
  pen.lineWidth = 3;
  pen.strokeRect(-44, -44, 88, 88);
  pen.lineWidth = 1;
  pen.strokeRect(-39, -39, 78, 78);
  pen.fillStyle = light['on-seal'];
  pen.font = `600 36px ${SERIF}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText('邻章', 0, 0);
  pen.restore();
}

const MOST_LINES = 3;

/** A text in lines that fit a width, at most three; the last one ends with … where more was left. */
export function linesOf(pen: PosterPen, text: string, size: number, width: number): string[] {
  pen.font = `${size}px ${FONT}`;
  const lines: string[] = [];
  let line = '';
  for (const letter of text) {
    if (line !== '' && pen.measureText(line + letter).width > width) {
      lines.push(line);
      line = '';
    }
    line += letter;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]?.slice(0, -1) ?? ''}…`];
}
