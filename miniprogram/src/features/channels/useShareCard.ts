import type { TargetKind } from '@linzhang/shared/channels/channels.rules';
import { useShareAppMessage } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { createShareToken } from './shares.api';

interface ShareCardProps {
  kind: TargetKind;
  id: string;
  /** What the card says where no signed one is there (yet). */
  title: string;
  /** The page with its query, with a leading slash. */
  address: string;
  /** May this person make a signed card: who has agreed to the terms. */
  signed: boolean;
}

/**
 * The card with which a page is shared. It carries the sharer's signed token, so that who comes by it is credited to the
 * sharer's manager; it earns the sharer nothing.
 */
export function useShareCard({ kind, id, title, address, signed }: ShareCardProps): void {
  const [card, setCard] = useState<{ of: string; title: string; path: string } | null>(null);
  const of = `${kind}.${id}`;
  useEffect(() => {
    if (!signed || id === '') return undefined;
    let left = false;
    createShareToken({ body: { target: { kind, id } } }).then(
      (made) => {
        if (!left) setCard({ of: `${kind}.${id}`, title: made.title, path: `/${made.path}` });
      },
      // Without a signed card the page is shared as it is.
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [kind, id, signed]);
  useShareAppMessage(() => (card?.of === of ? { title: card.title, path: card.path } : { title, path: address }));
}
