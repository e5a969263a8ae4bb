import type { StampCard } from '@linzhang/shared/stamps/stamps.contract';
import { useCallback, useState } from 'react';
import { vibrate } from '../../lib/feedback';
import { type Query, useQuery } from '../../lib/useQuery';
import { useRepeated } from '../../lib/useRepeated';
import { getCard, getCardNews } from './cards.api';

/** How long the server may hold the question for news; well below the time a request is given. */
const WAIT_SECONDS = 10;
const PAUSE_MS = 200;
const PAUSE_AFTER_FAULT_MS = 3000;

/** A card that keeps itself fresh while its page is in front. */
export interface LiveCard {
  query: Query<StampCard>;
  /** Booths whose stamp was granted since the page was opened or `seen` was called. */
  freshIds: readonly string[];
  seen: () => void;
}

/** Booths that the newer card has a stamp of and the older has not. */
function newlyStamped(older: StampCard, newer: StampCard): string[] {
  const before = new Set(older.booths.filter((booth) => booth.stampedAt !== null).map((booth) => booth.id));
  return newer.booths.filter((booth) => booth.stampedAt !== null && !before.has(booth.id)).map((booth) => booth.id);
}

/** The own card of an event; a stamp granted at a booth shows at once. */
export function useLiveCard(eventId: string): LiveCard {
  const query = useQuery(() => getCard({ params: { eventId } }), eventId);
  const [freshIds, setFreshIds] = useState<readonly string[]>([]);
  const { data, setData } = query;
  const ask = async (): Promise<number> => {
    if (!data) return PAUSE_MS;
    try {
      const news = await getCardNews({ params: { eventId }, query: { after: data.version, wait: WAIT_SECONDS } });
      if (!news.card) return PAUSE_MS;
      const granted = newlyStamped(data, news.card);
      setData(news.card);
      if (granted.length > 0) {
        setFreshIds(granted);
        vibrate();
      }
      return PAUSE_MS;
    } catch {
      return PAUSE_AFTER_FAULT_MS;
    }
  };
  useRepeated(ask, data?.can.showCode === true);
  const seen = useCallback(() => setFreshIds([]), []);
  return { query, freshIds, seen };
}
