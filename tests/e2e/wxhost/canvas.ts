import type { Callbacks, WxOptions } from './callbacks';
import type { Timers } from './timers';

/** An image of a canvas: it has loaded a moment after it got its address. */
class CanvasImage {
  onload: (() => void) | null = null;
  onerror: ((error: object) => void) | null = null;
  width = 0;
  height = 0;
  private address = '';

  constructor(private readonly timers: Timers) {}

  get src(): string {
    return this.address;
  }

  set src(address: string) {
    this.address = address;
    const good = /^(data:image\/|https:\/\/|wxfile:\/\/)/.test(address);
    this.timers.setTimeout(() => (good ? this.onload?.() : this.onerror?.({ errMsg: 'image load fail' })), 0);
  }
}

/** What is drawn with; it notes the texts and the images, and paints nothing. */
class Pen {
  fillStyle = '';
  strokeStyle = '';
  lineWidth = 1;
  font = '10px sans-serif';
  textAlign = 'start';
  textBaseline = 'alphabetic';

  constructor(
    private readonly texts: string[],
    private readonly images: string[],
  ) {}

  save() {}
  restore() {}
  scale() {}
  translate() {}
  rotate() {}
  fillRect() {}
  strokeRect() {}

  fillText(text: string) {
    this.texts.push(text);
  }

  /** Every letter as wide as the font is high: Chinese. */
  measureText(text: string) {
    return { width: [...text].length * Number(/(\d+)px/.exec(this.font)?.[1] ?? 10) };
  }

  drawImage(image: { src: string }) {
    this.images.push(image.src);
  }
}

/** A canvas of the page as a selector query hands it over. */
export class CanvasNode {
  width = 300;
  height = 150;
  readonly texts: string[] = [];
  readonly images: string[] = [];
  private readonly pen = new Pen(this.texts, this.images);

  constructor(private readonly timers: Timers) {}

  getContext = (kind: string) => (kind === '2d' ? this.pen : null);
  createImage = () => new CanvasImage(this.timers);
}

/** Pictures made of canvases, and those that were put into the album. */
export class Pictures {
  readonly album: string[] = [];
  private readonly files = new Map<string, CanvasNode>();
  private readonly canvases = new WeakMap<object, CanvasNode>();

  constructor(private readonly timers: Timers) {}

  /** The canvas of a node of the page: the same at each question. */
  canvasOf(node: object): CanvasNode {
    const canvas = this.canvases.get(node) ?? new CanvasNode(this.timers);
    this.canvases.set(node, canvas);
    return canvas;
  }

  /** What was written on the canvas of a picture. */
  textsOf(path: string): readonly string[] {
    return this.files.get(path)?.texts ?? [];
  }

  api(callbacks: Callbacks): Record<string, unknown> {
    return {
      canvasToTempFilePath: (options?: WxOptions) => {
        const canvas = options?.canvas;
        if (!(canvas instanceof CanvasNode))
          return callbacks.refuse('canvasToTempFilePath', options, 'canvas is empty');
        const tempFilePath = `wxfile://tmp/${this.files.size + 1}.png`;
        this.files.set(tempFilePath, canvas);
        return callbacks.succeed('canvasToTempFilePath', options, { tempFilePath });
      },
      saveImageToPhotosAlbum: (options?: WxOptions) => {
        const path = String(options?.filePath);
        if (!this.files.has(path)) return callbacks.refuse('saveImageToPhotosAlbum', options, 'file not exist');
        this.album.push(path);
        return callbacks.succeed('saveImageToPhotosAlbum', options);
      },
    };
  }
}
