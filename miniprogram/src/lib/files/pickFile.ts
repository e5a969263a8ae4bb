import Taro from '@tarojs/taro';

/** A file that a person has chosen on this device. */
export interface PickedFile {
  name: string;
  bytes: number;
  /** Where it is: a path in weapp, the browser's own file in h5. */
  source: string | File;
}

/**
 * Lets a person choose a file by the ends of its name (`xlsx`): from the chats in weapp, from the device in h5. `take`
 * gets the file; it is not called where the choice was closed without one.
 */
export function pickFile(extensions: readonly string[], take: (file: PickedFile) => void): void {
  if (process.env.TARO_ENV === 'weapp') pickInWechat(extensions, take);
  else pickInBrowser(extensions, take);
}

/** Taro makes no promise of this call. Where the person goes back, nothing happens. */
function pickInWechat(extensions: readonly string[], take: (file: PickedFile) => void): void {
  void Taro.chooseMessageFile({
    count: 1,
    type: 'file',
    extension: [...extensions],
    success: ({ tempFiles: [file] }) => {
      if (file) take({ name: file.name, bytes: file.size, source: file.path });
    },
    fail: () => undefined,
  });
}

let field: HTMLInputElement | null = null;

/** Not every browser says that its window was closed, so the field stays until the next choice. */
function pickInBrowser(extensions: readonly string[], take: (file: PickedFile) => void): void {
  field?.remove();
  const input = document.createElement('input');
  field = input;
  input.type = 'file';
  input.accept = extensions.map((end) => `.${end}`).join(',');
  input.hidden = true;
  input.onchange = () => {
    const file = input.files?.[0];
    input.remove();
    if (file) take({ name: file.name, bytes: file.size, source: file });
  };
  document.body.append(input);
  input.click();
}

/** The end of a file's name in small letters, without the dot: `名单.XLSX` -> `xlsx`. */
export function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
