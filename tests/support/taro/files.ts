/** Stand-ins for what a browser does with files: the window to choose one, sending it, saving one. */
import { act, fireEvent } from '@testing-library/react';
import { answerUpload } from './server';

/** What was saved so far, oldest first. */
export const downloads: { name: string; text: string }[] = [];

const blobs = new Map<string, Blob>();

/** Chooses a file in the window that a tap has just opened. */
export function chooseFile(name: string, content = 'content'): void {
  const field = document.querySelector('input[type=file]');
  if (!field) throw new Error('nothing asks for a file');
  act(() => {
    fireEvent.change(field, { target: { files: [new File([content], name)] } });
  });
}

/** True while a window to choose a file is open. */
export function asksForFile(): boolean {
  return document.querySelector('input[type=file]') !== null;
}

/** An upload that stands still until the test lets it go on; null lets uploads run through. */
export const held: { now: { progress: (share: number) => void; finish: () => void } | null; on: boolean } = {
  now: null,
  on: false,
};

/** Sends a file the way a browser does, to the answers of the test. */
class FakeUpload {
  status = 0;
  responseText = '';
  onload: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null } = { onprogress: null };
  private readonly header: Record<string, string> = {};
  private method = '';
  private url = '';
  private aborted = false;

  open(method: string, url: string): void {
    this.method = method;
    this.url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.header[name] = value;
  }

  send(file: File): void {
    const progress = (share: number) =>
      act(() => this.upload.onprogress?.({ loaded: share * file.size, total: file.size }));
    const finish = () => void this.finish(file.name);
    if (held.on) held.now = { progress, finish };
    else finish();
  }

  abort(): void {
    this.aborted = true;
  }

  private async finish(name: string): Promise<void> {
    try {
      const { url, method, header } = this;
      const reply = await answerUpload({ url, method, header }, name);
      this.status = reply.statusCode;
      this.responseText = reply.data;
      if (!this.aborted) act(() => this.onload?.());
    } catch {
      if (!this.aborted) act(() => this.onerror?.());
    }
  }
}

/** Puts the stand-ins in place; once per test file. */
export function installFiles(): void {
  Object.defineProperty(window, 'XMLHttpRequest', { value: FakeUpload, configurable: true, writable: true });
  URL.createObjectURL = (blob: Blob) => {
    const address = `blob:${blobs.size + 1}`;
    blobs.set(address, blob);
    return address;
  };
  URL.revokeObjectURL = () => undefined;
  HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
    const blob = blobs.get(this.getAttribute('href') ?? '');
    const name = this.download;
    if (blob) void textOf(blob).then((text) => downloads.push({ name, text }));
  };
}

function textOf(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(blob);
  });
}

/** Forgets what the last test saved or chose. */
export function resetFiles(): void {
  downloads.length = 0;
  blobs.clear();
  Object.assign(held, { now: null, on: false });
  document.querySelector('input[type=file]')?.remove();
}
