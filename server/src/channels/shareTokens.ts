import { createHmac } from 'node:crypto';
import { TARGET_KINDS, type TargetKind } from '@linzhang/shared/channels/channels.rules';
import { type Key, seal, unseal } from '../platform/crypto';

/** What a share card carries: who shared what, when, and by which channel the sharer came. */
export interface ShareContent {
  sharerId: string;
  target: { kind: TargetKind; id: string };
  channelId: string | null;
  issuedAt: Date;
}

const PURPOSE = 'share-token-1';

/** Signs and reads share cards. They are sealed too: whoever gets one learns no member's id. */
export interface ShareTokens {
  issue: (content: ShareContent) => string;
  /** Null for a token that we did not issue, or that was altered. */
  read: (token: string) => ShareContent | null;
}

/** Builds the tokens from the ring of CODE_KEYS: each key signs codes itself and seals tokens by a key derived from it. */
export function shareTokens(ring: readonly Key[]): ShareTokens {
  const derived = ring.map(({ id, key }) => ({ id, key: createHmac('sha256', key).update(PURPOSE).digest() }));
  return {
    issue: ({ sharerId, target, channelId, issuedAt }) => {
      const kind = TARGET_KINDS.indexOf(target.kind);
      const text = [sharerId, kind, target.id, channelId ?? '', issuedAt.getTime().toString(36)].join('.');
      const { keyId, box } = seal(derived, PURPOSE, text);
      return `${keyId}.${Buffer.from(box, 'base64').toString('base64url')}`;
    },
    read: (token) => {
      const at = token.indexOf('.');
      const box = Buffer.from(token.slice(at + 1), 'base64url').toString('base64');
      try {
        return contentOf(unseal(derived, PURPOSE, { keyId: token.slice(0, at), box }));
      } catch {
        return null;
      }
    },
  };
}

function contentOf(text: string): ShareContent | null {
  const [sharerId = '', kindAt = '', id = '', channelId = '', issued = ''] = text.split('.');
  const kind = TARGET_KINDS[Number(kindAt)];
  return kind
    ? { sharerId, target: { kind, id }, channelId: channelId || null, issuedAt: new Date(Number.parseInt(issued, 36)) }
    : null;
}
