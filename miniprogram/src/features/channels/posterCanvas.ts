import Taro from '@tarojs/taro';
import { drawPoster, POSTER_SIZES, type Poster, type PosterPen, type PosterSize } from './poster';

/** Id of the canvas that weapp draws on: its page holds it, out of sight. */
export const POSTER_CANVAS_ID = 'poster-canvas';

/** A canvas as weapp and the browser have it. */
interface Board {
  width: number;
  height: number;
  getContext: (kind: '2d') => unknown;
}

interface PageBoard extends Board {
  createImage: () => HTMLImageElement;
}

/** Draws a poster; gives the address of the picture: a file in weapp, a data URL in the browser. */
export async function paintPoster(poster: Poster, codeUrl: string, size: PosterSize): Promise<string> {
  if (process.env.TARO_ENV === 'weapp') {
    const board = await pageBoard();
    await paint(board, poster, await loaded(board.createImage(), codeUrl), size);
    const picture = { canvas: board as never, fileType: 'png' as const, ...wholeOf(size) };
    return (await Taro.canvasToTempFilePath(picture)).tempFilePath;
  }
  const board = document.createElement('canvas');
  await paint(board, poster, await loaded(new Image(), codeUrl), size);
  return board.toDataURL('image/png');
}

function wholeOf(size: PosterSize) {
  const { width, height } = POSTER_SIZES[size];
  return { x: 0, y: 0, width, height, destWidth: width, destHeight: height };
}

async function paint(board: Board, poster: Poster, code: HTMLImageElement, size: PosterSize): Promise<void> {
  board.width = POSTER_SIZES[size].width;
  board.height = POSTER_SIZES[size].height;
  const pen = board.getContext('2d');
  if (!pen) throw new Error('no canvas to draw on');
  drawPoster(pen as PosterPen, poster, code as never, size);
}

function pageBoard(): Promise<PageBoard> {
  return new Promise((resolve, reject) => {
    Taro.createSelectorQuery()
      .select(`#${POSTER_CANVAS_ID}`)
      .fields({ node: true })
      .exec((found: { node?: PageBoard }[]) => {
        const node = found[0]?.node;
        if (node) resolve(node);
        else reject(new Error('the canvas is not on the page'));
      });
  });
}

function loaded(image: HTMLImageElement, src: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('the code could not be read'));
    image.src = src;
  });
}

/** Keeps a picture: in the album in weapp, as a download in the browser. False where WeChat was refused the album. */
export async function keepPicture(path: string, name: string): Promise<boolean> {
  if (process.env.TARO_ENV !== 'weapp') {
    const link = document.createElement('a');
    link.href = path;
    link.download = name;
    link.click();
    return true;
  }
  try {
    await Taro.saveImageToPhotosAlbum({ filePath: path });
    return true;
  } catch (error) {
    const said = String((error as { errMsg?: string }).errMsg ?? error);
    if (/auth|authorize|permission/i.test(said)) return false;
    // Who closes the album's question has changed their mind; nothing failed.
    if (/cancel/i.test(said)) return true;
    throw error;
  }
}
