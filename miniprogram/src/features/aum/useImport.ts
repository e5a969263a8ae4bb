import type { AumImport } from '@linzhang/shared/aum/aum.contract';
import { useEffect, useState } from 'react';
import { useRepeated } from '../../lib/useRepeated';
import { getAumImport } from './imports.api';

const POLL_MS = 1500;
/** So many questions in a row without an answer: the person is told. */
const TOLD_AFTER = 3;

/** True while the server works on a file. */
export function isRunning({ status }: AumImport): boolean {
  return status === 'uploaded' || status === 'applying';
}

/** Follows a file for as long as the server works on it; `lost` where the server is not heard any more. */
export function useImport(read: AumImport): { file: AumImport; lost: boolean } {
  const [file, setFile] = useState(read);
  const [misses, setMisses] = useState(0);
  useEffect(() => setFile(read), [read]);
  const ask = async () => {
    try {
      setFile(await getAumImport({ params: { importId: read.id } }));
      setMisses(0);
    } catch {
      setMisses((count) => count + 1);
    }
    return POLL_MS;
  };
  useRepeated(ask, isRunning(file));
  return { file, lost: misses >= TOLD_AFTER && isRunning(file) };
}
