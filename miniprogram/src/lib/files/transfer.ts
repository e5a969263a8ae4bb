import Taro from '@tarojs/taro';
import { ApiError } from '../apiError';
import type { PickedFile } from './pickFile';

/** A connection on which nothing moves for so long is given up; a slow one is not. */
const STALL_MS = 45_000;
/** The longest that WeChat keeps an upload going. */
const LONGEST_MS = 30 * 60_000;

export interface Sending {
  url: string;
  header: Readonly<Record<string, string>>;
  file: PickedFile;
  /** How much has gone out, 0 to 1. */
  onProgress: (share: number) => void;
}

interface Reply {
  status: number;
  data: unknown;
}

/** What platforms do to send a file: they say how far it is, what came back, or that nothing did. */
interface Listener {
  moved: (share: number) => void;
  replied: (reply: Reply) => void;
  broke: () => void;
}

/** Sends one file once. The promise fails with `offline` or `no_answer`; `stop` ends it at once with `no_answer`. */
export function transfer(sending: Sending): { reply: Promise<Reply>; stop: () => void } {
  let stop: () => void = () => undefined;
  const reply = new Promise<Reply>((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const end = (settle: () => void) => {
      over = true;
      clearTimeout(timer);
      settle();
    };
    const watch = () => {
      clearTimeout(timer);
      if (!over) timer = setTimeout(() => stop(), STALL_MS);
    };
    const begin = process.env.TARO_ENV === 'weapp' ? beginInWechat : beginInBrowser;
    watch();
    const abort = begin(sending, {
      moved: (share) => {
        watch();
        sending.onProgress(Math.min(1, Math.max(0, share)));
      },
      replied: (answer) => end(() => resolve(answer)),
      broke: () => end(() => reject(new ApiError('offline'))),
    });
    stop = () => {
      end(() => reject(new ApiError('no_answer')));
      abort();
    };
  });
  return { reply, stop: () => stop() };
}

/** The file as the body itself: the browser reads it bit by bit, so that its size does not matter. */
function beginInBrowser({ url, header, file }: Sending, tell: Listener): () => void {
  const call = new XMLHttpRequest();
  call.open('POST', url);
  for (const [name, value] of Object.entries(header)) call.setRequestHeader(name, value);
  call.setRequestHeader('Content-Type', 'application/octet-stream');
  call.upload.onprogress = ({ loaded, total }) => tell.moved(total > 0 ? loaded / total : 0);
  call.onload = () => tell.replied({ status: call.status, data: call.responseText });
  call.onerror = tell.broke;
  call.send(file.source as File);
  return () => call.abort();
}

/** WeChat sends a form with the file in it. */
function beginInWechat({ url, header, file }: Sending, tell: Listener): () => void {
  const filePath = String(file.source);
  const task = Taro.uploadFile({ url, header: { ...header }, filePath, name: 'file', timeout: LONGEST_MS });
  task.progress(({ progress }) => tell.moved(progress / 100));
  task.then(({ statusCode, data }) => tell.replied({ status: statusCode, data }), tell.broke);
  return () => task.abort();
}
