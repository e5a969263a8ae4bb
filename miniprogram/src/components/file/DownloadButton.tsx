import { useState } from 'react';
import { toast, toastError } from '../../lib/feedback';
import { type FileContent, keepFile, passOn, type WaitingFile } from '../../lib/files/keepFile';
import { Button, type ButtonProps } from '../action/Button';

interface DownloadButtonProps extends Pick<ButtonProps, 'id' | 'kind' | 'size' | 'disabled'> {
  /** A verb: 下载模板. */
  children: string;
  /** Asks the server for the file. */
  read: () => Promise<FileContent>;
}

/** Fetches a file and gives it to the person; in weapp a second tap sends on what WeChat cannot show. */
export function DownloadButton({ children, read, kind = 'ghost', ...rest }: DownloadButtonProps) {
  const [waiting, setWaiting] = useState<WaitingFile | null>(null);
  const fetch = async () => {
    try {
      const left = await keepFile(await read());
      setWaiting(left);
      if (!left && process.env.TARO_ENV !== 'weapp') toast('已下载');
    } catch (error) {
      toastError(error);
    }
  };
  const send = async () => {
    if (waiting && (await passOn(waiting))) setWaiting(null);
  };
  if (waiting)
    return (
      <Button {...rest} kind={kind} icon="exit" onTap={send}>
        文件好了，发到聊天
      </Button>
    );
  return (
    <Button {...rest} kind={kind} icon="download" busyText="正在准备文件…" onTap={fetch}>
      {children}
    </Button>
  );
}
