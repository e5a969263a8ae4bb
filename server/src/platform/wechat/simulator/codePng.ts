import { toBuffer } from 'qrcode';

/** A real PNG whose code opens `url`: what the simulator gives for a mini-program code. */
export function codePng(url: string, width: number): Promise<Buffer> {
  return toBuffer(url, { type: 'png', width, errorCorrectionLevel: 'M', margin: 2 });
}
