import type { ScanAnswer } from '@linzhang/shared/stamps/scans.contract';
import Taro from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { ApiError, type FailureCode, toApiError } from '../../lib/apiError';
import { isOnline } from '../../lib/network';
import { newRequestId } from '../../lib/requestId';
import { signal } from '../../lib/signal';
import { wordsFor } from '../../lib/words';
import { notAStampCode, scanOffline } from './offlineScan';
import { shiftOf } from './preparedShifts';
import { type Shown, shownAnswer, shownLocal } from './scanWords';
import { scanCode } from './stamps.api';

/** Nobody waits longer at a booth: then the scan is kept on the phone, where that was prepared. */
const PATIENCE_MS = 8000;
const NO_SERVER: readonly FailureCode[] = ['offline', 'no_answer', 'unavailable', 'timed_out'];

/** The last scan at a booth. */
export interface LastScan extends Shown {
  /** Changes with every scan. */
  id: string;
  /** Null where the phone alone decided, or the server could not. */
  answer: ScanAnswer | null;
}

interface ScanDesk {
  last: LastScan | null;
  busy: boolean;
  scan: (code: string) => Promise<void>;
  /** Takes the result off the page, for instance after an undo. */
  clear: () => void;
}

function withPatience<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ApiError('no_answer')), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function faultShown(error: unknown): Shown {
  return { tone: 'seal', icon: 'alert', title: '没有成功', text: wordsFor(toApiError(error)), signal: 'bad' };
}

/**
 * Asks the server; where it cannot be reached the scan is kept with the same requestId, so that an answer that was only
 * lost on its way stays the one answer.
 */
async function decide(employeeId: string, boothId: string, code: string): Promise<LastScan> {
  const requestId = newRequestId();
  const local = (result: Parameters<typeof shownLocal>[0]) => ({ id: requestId, answer: null, ...shownLocal(result) });
  const wrong = notAStampCode(code);
  if (wrong) return local(wrong);
  try {
    if (!isOnline()) throw new ApiError('offline');
    const answer = await withPatience(scanCode({ body: { code, boothId, requestId } }));
    return { id: requestId, answer, ...shownAnswer(answer) };
  } catch (error) {
    if (!NO_SERVER.includes(toApiError(error).code)) return { id: requestId, answer: null, ...faultShown(error) };
    return local(scanOffline(employeeId, shiftOf(employeeId, boothId), { code, requestId }, new Date()));
  }
}

/** Scans at one booth, one after another; `onDone` follows each answer. */
export function useScanDesk(employeeId: string, boothId: string, onDone: (last: LastScan) => void): ScanDesk {
  const [last, setLast] = useState<LastScan | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const alive = useRef(true);
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const scan = async (code: string) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    const decided = await decide(employeeId, boothId, code);
    running.current = false;
    if (!alive.current) return;
    setBusy(false);
    setLast(decided);
    signal(decided.signal);
    // The result is what everybody waits for, wherever the page was scrolled to.
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 });
    done.current(decided);
  };
  return { last, busy, scan, clear: () => setLast(null) };
}
