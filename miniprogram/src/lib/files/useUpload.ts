import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, toApiError } from '../apiError';
import type { PickedFile } from './pickFile';
import type { Upload } from './upload';

/** What a page knows of a file that it sends. */
export interface Uploading {
  /** The file on its way, or the one that did not get through; null where there is none. */
  file: PickedFile | null;
  /** How much of it has gone out, 0 to 1. */
  share: number;
  busy: boolean;
  error: ApiError | null;
  /** Sends a file; nothing happens while another one is on its way. */
  send: (file: PickedFile) => void;
  /** Sends the same file again, after an error. */
  again: () => void;
  cancel: () => void;
}

const NONE = { file: null, share: 0, busy: false, error: null };

/** Sends one file at a time, with progress; a page that is left ends its upload. */
export function useUpload<T>(
  upload: (file: PickedFile, onProgress: (share: number) => void) => Upload<T>,
  onDone: (answer: T, file: PickedFile) => void,
): Uploading {
  const [state, setState] = useState<Pick<Uploading, 'file' | 'share' | 'busy' | 'error'>>(NONE);
  const running = useRef<Upload<T> | null>(null);
  const latest = useRef({ upload, onDone });
  latest.current = { upload, onDone };

  const stop = useCallback(() => {
    const former = running.current;
    running.current = null;
    former?.cancel();
  }, []);
  useEffect(() => stop, [stop]);
  const cancel = useCallback(() => {
    stop();
    setState(NONE);
  }, [stop]);

  const send = useCallback((file: PickedFile) => {
    if (running.current) return;
    setState({ file, share: 0, busy: true, error: null });
    const mine = latest.current.upload(file, (share) => {
      if (running.current === mine) setState({ file, share, busy: true, error: null });
    });
    running.current = mine;
    const end = (settle: () => void) => {
      if (running.current !== mine) return;
      running.current = null;
      settle();
    };
    mine.done.then(
      (answer) =>
        end(() => {
          setState(NONE);
          latest.current.onDone(answer, file);
        }),
      (error: unknown) => end(() => setState({ file, share: 0, busy: false, error: toApiError(error) })),
    );
  }, []);

  const { file } = state;
  const again = useCallback(() => {
    if (file) send(file);
  }, [file, send]);
  return { ...state, send, again, cancel };
}
