import {
  drawPoster,
  linesOf,
  POSTER_SIZES,
  type PosterPen,
  posterOf,
} from '../../miniprogram/src/features/channels/poster';

interface Drawn {
  texts: { text: string; x: number; y: number }[];
  image: { side: number } | null;
  factor: number;
}

/** A pen that notes what is drawn; every letter is as wide as its font is high. */
function notingPen(drawn: Drawn): PosterPen {
  let size = 0;
  const nothing = () => undefined;
  return {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    textAlign: 'left',
    textBaseline: 'top',
    set font(font: string) {
      size = Number(/(\d+)px/.exec(font)?.[1]);
    },
    get font() {
      return '';
    },
    fillRect: nothing,
    strokeRect: nothing,
    save: nothing,
    restore: nothing,
    translate: nothing,
    rotate: nothing,
    scale: (x) => {
      drawn.factor = x;
    },
    fillText: (text, x, y) => void drawn.texts.push({ text, x, y }),
    measureText: (text) => ({ width: [...text].length * size }) as TextMetrics,
    drawImage: (_image, _x, _y, side) => {
      drawn.image = { side };
    },
  };
}

const POSTER = {
  sentence: '扫一扫，加入福利圈',
  title: '江宁支行 & 阳光菜市场福利圈',
  lines: ['周六 9:00–17:00', '阳光路 8 号'],
  manager: '江宁支行 · 客户经理 周敏',
};
const draw = (size: 'print' | 'send', poster = POSTER) => {
  const drawn: Drawn = { texts: [], image: null, factor: 1 };
  drawPoster(notingPen(drawn), poster, {} as never, size);
  return drawn;
};

describe('a poster', () => {
  it('says the sentence, the names, place and time, and has one seal', () => {
    const said = draw('send').texts.map((each) => each.text);
    for (const text of [POSTER.sentence, POSTER.manager, ...POSTER.lines]) expect(said).toContain(text);
    expect(said.join('')).toContain('江宁支行 & 阳光菜市场');
    expect(said.filter((text) => text === '邻章').length).toBe(2);
  });

  it('is A4 at 300 dpi in print, 750 wide to send, with a code of 30 mm or more', () => {
    expect(POSTER_SIZES.print).toEqual({ width: 2480, height: 3508 });
    expect(POSTER_SIZES.send.width).toBe(750);
    const { image, factor } = draw('print');
    const pixels = (image?.side ?? 0) * factor;
    expect((pixels / 300) * 25.4).toBeGreaterThanOrEqual(30);
  });

  it('keeps everything on the sheet, also with the longest names', () => {
    const long = { ...POSTER, title: '福'.repeat(40), lines: ['地'.repeat(60), '时'.repeat(20)] };
    for (const { x, y } of draw('send', long).texts) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThan(POSTER_SIZES.send.width);
      expect(y).toBeLessThan(POSTER_SIZES.send.height);
    }
    const words = draw('send', long).texts.filter(({ text }) => /^[福地时]/.test(text));
    // The code's frame begins at 536.
    expect(Math.max(...words.map(({ y }) => y))).toBeLessThan(536);
  });

  it('breaks a long text into at most three lines', () => {
    const pen = notingPen({ texts: [], image: null, factor: 1 });
    expect(linesOf(pen, '一二三四五', 10, 30)).toEqual(['一二三', '四五']);
    expect(linesOf(pen, '一二三', 10, 30)).toEqual(['一二三']);
    expect(linesOf(pen, '一二三四五六七八九十', 10, 30)).toEqual(['一二三', '四五六', '七八…']);
    expect(linesOf(pen, '', 10, 30)).toEqual([]);
  });

  it('is made of what the channel knows', () => {
    const channel = {
      target: { kind: 'event', id: '', name: '周末集章', open: true, place: '阳光路 8 号', time: null },
      employee: { id: '', name: '周敏' },
      branch: { id: '', name: '江宁支行' },
    };
    expect(posterOf(channel as never)).toEqual({
      sentence: '扫一扫，来集章',
      title: '周末集章',
      lines: ['阳光路 8 号'],
      manager: '江宁支行 · 客户经理 周敏',
    });
  });
});
