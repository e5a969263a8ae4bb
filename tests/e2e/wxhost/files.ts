import type { Callbacks, WxOptions } from './callbacks';
import type { Network } from './network';
import type { Privacy } from './privacy';

/** A file on the phone, or in a chat. */
export interface PhoneFile {
  name: string;
  bytes: Uint8Array;
}

/** Where an app may write. */
const OWN = 'wxfile://usr';
/** What WeChat can show. */
const SHOWN = /\.(docx?|xlsx?|pptx?|pdf)$/i;

interface WriteOptions extends WxOptions {
  filePath: string;
  data: string;
  encoding?: 'base64' | 'utf8';
}

/** Files of the phone: chosen from the chats, sent, written by the app, shown and sent on. */
export class Files {
  /** What WeChat showed, and what was sent to a chat, oldest first. */
  readonly given: PhoneFile[] = [];
  /** True while a tap is handled: some calls want one. */
  tapping = false;
  private readonly stored = new Map<string, Uint8Array>();
  private readonly folders = new Set([OWN]);

  constructor(
    private readonly choose: () => PhoneFile | null,
    private readonly privacy: Privacy,
    private readonly network: Network,
  ) {}

  /** What the app keeps in its own folder. */
  get kept(): readonly string[] {
    return [...this.stored.keys()].filter((path) => path.startsWith(OWN));
  }

  api(callbacks: Callbacks): Record<string, unknown> {
    return {
      chooseMessageFile: (options?: WxOptions) => void this.chooseFile(callbacks, options),
      uploadFile: (options: WxOptions) =>
        this.network.upload(callbacks, options, this.stored.get(String(options.filePath))),
      getFileSystemManager: () => this.manager(callbacks),
      openDocument: (options?: WxOptions) =>
        this.give(
          callbacks,
          'openDocument',
          options,
          SHOWN.test(String(options?.filePath)) ? null : 'filetype not supported',
        ),
      shareFileMessage: (options?: WxOptions) =>
        this.give(
          callbacks,
          'shareFileMessage',
          options,
          this.tapping ? null : 'can only be invoked by user TAP gesture.',
        ),
    };
  }

  private async chooseFile(callbacks: Callbacks, options?: WxOptions): Promise<void> {
    if (!(await this.privacy.allow('chooseMessageFile'))) {
      callbacks.refuse('chooseMessageFile', options, 'privacy permission is not authorized');
      return;
    }
    const file = this.choose();
    const ends = (options?.extension ?? []) as string[];
    const offered = file && (ends.length === 0 || ends.some((end) => file.name.toLowerCase().endsWith(`.${end}`)));
    if (!file || !offered) {
      callbacks.refuse('chooseMessageFile', options, 'cancel');
      return;
    }
    const path = `wxfile://tmp_${this.stored.size}`;
    this.stored.set(path, file.bytes);
    const chosen = { name: file.name, path, size: file.bytes.length, time: 0, type: 'file' };
    callbacks.succeed('chooseMessageFile', options, { tempFiles: [chosen] });
  }

  private manager(callbacks: Callbacks) {
    return {
      mkdirSync: (folder: string) => void this.folders.add(folder),
      rmdirSync: (folder: string) => {
        if (!this.folders.delete(folder)) throw new Error(`rmdirSync:fail no such file or directory "${folder}"`);
        for (const path of this.stored.keys()) if (path.startsWith(`${folder}/`)) this.stored.delete(path);
      },
      writeFile: (options: WriteOptions) => {
        const folder = options.filePath.slice(0, options.filePath.lastIndexOf('/'));
        if (!this.folders.has(folder)) return callbacks.refuse('writeFile', options, 'no such file or directory');
        this.stored.set(options.filePath, Buffer.from(options.data, options.encoding ?? 'utf8'));
        return callbacks.succeed('writeFile', options);
      },
    };
  }

  private give(callbacks: Callbacks, call: string, options: WxOptions | undefined, refusal: string | null): object {
    const path = String(options?.filePath);
    const bytes = this.stored.get(path);
    if (!bytes) return callbacks.refuse(call, options, 'file not exist');
    if (refusal) return callbacks.refuse(call, options, refusal);
    this.given.push({ name: String(options?.fileName ?? path.slice(path.lastIndexOf('/') + 1)), bytes });
    return callbacks.succeed(call, options);
  }
}
