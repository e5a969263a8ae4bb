import { useEffect, useRef, useState } from 'react';
import { type ApiError, isFinalAnswer, toApiError } from './apiError';
import { newRequestId } from './requestId';

/** A change that takes several calls, one after another. */
export interface Rounds<A> {
  answers: readonly A[];
  busy: boolean;
  error: ApiError | null;
  /** Begins, or goes on where a call failed; resolves when it is over or one failed. */
  run: () => Promise<void>;
}

interface Plan<A> {
  ask: (round: number, requestId: string) => Promise<A>;
  isOver: (answers: readonly A[]) => boolean;
}

interface Progress<A> {
  answers: A[];
  /** Of the round that has no final answer yet. */
  requestId: string | null;
}

/**
 * Calls `ask` until `isOver`. A round keeps its requestId until it was answered, so that a lost answer never does it
 * twice. A page that is left lets the rest go on.
 */
export function useRounds<A>(ask: Plan<A>['ask'], isOver: Plan<A>['isOver']): Rounds<A> {
  const [state, setState] = useState<Omit<Rounds<A>, 'run'>>({ answers: [], busy: false, error: null });
  const plan = useRef({ ask, isOver });
  plan.current = { ask, isOver };
  const progress = useRef<Progress<A>>({ answers: [], requestId: null });
  const busy = useRef(false);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const show = (error: ApiError | null) => {
    if (alive.current) setState({ answers: [...progress.current.answers], busy: busy.current, error });
  };
  const run = async () => {
    if (busy.current) return;
    busy.current = true;
    show(null);
    const error = await goOn(plan.current, progress.current, () => show(null));
    busy.current = false;
    show(error);
  };
  return { ...state, run };
}

async function goOn<A>({ ask, isOver }: Plan<A>, now: Progress<A>, onRound: () => void): Promise<ApiError | null> {
  try {
    while (!isOver(now.answers)) {
      now.requestId ??= newRequestId();
      now.answers.push(await ask(now.answers.length, now.requestId));
      now.requestId = null;
      onRound();
    }
    return null;
  } catch (failure) {
    if (isFinalAnswer(failure)) now.requestId = null;
    return toApiError(failure);
  }
}
