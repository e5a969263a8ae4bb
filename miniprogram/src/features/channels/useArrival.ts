import type { Arrival } from '@linzhang/shared/channels/channels.contract';
import { useEffect, useRef } from 'react';
import { type Mutation, useMutation } from '../../lib/useMutation';
import { type Query, useQuery } from '../../lib/useQuery';
import { getChannelCode, scanChannel } from './channels.api';

/** How somebody came: by a printed code, or by a share card. */
export interface Way {
  code: string;
  share: string;
}

export interface Reached {
  kind: Arrival['target']['kind'];
  id: string;
}

interface ArrivalState {
  /** What the code leads to; null by a share card, which is read only for who is signed in. */
  preview: Query<Arrival | null>;
  scan: Mutation<Way, { target: Reached }>;
}

/** Reads what a code leads to and, once the visitor takes part, tells that the visitor came by it: once. */
export function useArrival(way: Way, takesPart: boolean, onReached: (target: Reached) => void): ArrivalState {
  const preview = useQuery(
    async () => (way.code ? await getChannelCode({ params: { code: way.code } }) : null),
    way.code,
  );
  const scan = useMutation(
    ({ code, share }: Way, requestId) =>
      scanChannel({ body: code ? { code, requestId } : { shareToken: share, requestId } }),
    ({ target }) => onReached(target),
  );
  const told = useRef('');
  const { submit } = scan;
  useEffect(() => {
    const key = `${way.code}|${way.share}`;
    if (!takesPart || key === '|' || told.current === key) return;
    told.current = key;
    void submit({ code: way.code, share: way.share });
  }, [takesPart, way.code, way.share, submit]);
  return { preview, scan };
}
