import Taro from '@tarojs/taro';
import { downloadBlob } from './downloadBlob';
import { extensionOf } from './pickFile';

/** A file within an answer of the server. */
export interface FileContent {
  name: string;
  mime: string;
  base64: string;
}

/** A file on the phone that a person must send on by a tap of their own: WeChat asks for one. */
export interface WaitingFile {
  name: string;
  path: string;
}

/** Kinds that WeChat shows itself, with a menu to send or keep them. */
const SHOWN = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf'] as const;
type Shown = (typeof SHOWN)[number];

/**
 * Gives a person a file: a download in h5; in weapp it is shown with WeChat's own menu, or put on the disk of a
 * computer. Gives back the file where the person has to send it on (`passOn`), else null.
 */
export async function keepFile(file: FileContent): Promise<WaitingFile | null> {
  if (process.env.TARO_ENV !== 'weapp') {
    downloadBlob(file.name, new Blob([bytesOf(file.base64)], { type: file.mime }));
    return null;
  }
  const path = await written(file);
  const kind = extensionOf(file.name) as Shown;
  if (SHOWN.includes(kind)) {
    await Taro.openDocument({ filePath: path, fileType: kind, showMenu: true });
    return null;
  }
  if (!onComputer()) return { name: file.name, path };
  await Taro.saveFileToDisk({ filePath: path }).catch(() => undefined);
  return null;
}

/** Sends a file to a chat; within a tap of the person. False where they closed the list of chats. */
export function passOn({ name, path }: WaitingFile): Promise<boolean> {
  // Taro makes no promise of this call.
  return new Promise((resolve) => {
    const told = { success: () => resolve(true), fail: () => resolve(false) };
    void Taro.shareFileMessage({ filePath: path, fileName: name, ...told });
  });
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function onComputer(): boolean {
  return ['windows', 'mac'].includes(Taro.getDeviceInfo().platform);
}

/** Writes a file where the former one was: what names people does not pile up on a phone. */
async function written({ name, base64 }: FileContent): Promise<string> {
  const files = Taro.getFileSystemManager();
  const folder = `${Taro.env.USER_DATA_PATH}/files`;
  try {
    files.rmdirSync(folder, true);
  } catch {
    // There was none yet.
  }
  files.mkdirSync(folder, true);
  const filePath = `${folder}/${name.replace(/[\\/:*?"<>|]/g, '_')}`;
  await new Promise<void>((resolve, reject) => {
    files.writeFile({ filePath, data: base64, encoding: 'base64', success: () => resolve(), fail: reject });
  });
  return filePath;
}
