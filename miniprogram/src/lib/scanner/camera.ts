import { frameLoop, QRCanvas, rearCamera } from 'qr/dom.js';

/** Why the camera shows nothing. */
export type CameraFault = 'refused' | 'missing';

/** What a browser's failure to open the camera means. */
export function faultOf(error: unknown): CameraFault {
  return error instanceof Error && error.name === 'NotAllowedError' ? 'refused' : 'missing';
}

function videoIn(host: HTMLElement): HTMLVideoElement {
  const video = document.createElement('video');
  // Without these, iPhones open the picture over the whole screen.
  for (const name of ['playsinline', 'muted', 'autoplay']) video.setAttribute(name, '');
  video.muted = true;
  video.style.cssText = 'display:block;width:100%;height:100%;object-fit:cover';
  host.replaceChildren(video);
  return video;
}

/**
 * Shows the rear camera inside `host` and hands over each text that it reads. Returns what ends it. Only in h5, and
 * imported lazily: the decoder is larger than the page that uses it.
 */
export async function openCamera(host: HTMLElement, onText: (text: string) => void): Promise<() => void> {
  const video = videoIn(host);
  const camera = await rearCamera(video);
  const canvas = new QRCanvas();
  const stopLoop = frameLoop(() => {
    void Promise.resolve(camera.readFrame(canvas, true)).then((read) => {
      if (typeof read === 'string' && read !== '') onText(read);
    });
  }, video);
  return () => {
    stopLoop();
    camera.stop();
    canvas.clear();
    video.remove();
  };
}
