import type { Env } from '../config/env';
import { blindIndex, type Key, type Sealed, seal, unseal } from '../platform/crypto';

/** How the domain hides openids and phone numbers: sealed to read back, hashed to find. */
export interface MemberSecrets {
  hashOpenid: (openid: string) => string;
  hashPhone: (phone: string) => string;
  sealOpenid: (openid: string) => Sealed;
  openOpenid: (sealed: Sealed) => string;
  sealPhone: (phone: string) => Sealed;
  openPhone: (sealed: Sealed) => string;
  /** Signs the short proof that a phone code was shown; opening it tells the phone and until when it holds. */
  sealProof: (content: {
    phone: string;
    memberId: string;
    until: number;
    marketing: boolean;
    matching: boolean;
  }) => string;
  openProof: (
    proof: string,
  ) => { phone: string; memberId: string; until: number; marketing: boolean; matching: boolean } | null;
}

/** Builds the secrets from the environment's keys. */
export function memberSecrets(env: Pick<Env, 'PHONE_KEYS' | 'HASH_KEY'>): MemberSecrets {
  const ring: readonly Key[] = env.PHONE_KEYS;
  return {
    hashOpenid: (openid) => blindIndex(env.HASH_KEY, 'openid', openid),
    hashPhone: (phone) => blindIndex(env.HASH_KEY, 'phone', phone),
    sealOpenid: (openid) => seal(ring, 'openid', openid),
    openOpenid: (sealed) => unseal(ring, 'openid', sealed),
    sealPhone: (phone) => seal(ring, 'phone', phone),
    openPhone: (sealed) => unseal(ring, 'phone', sealed),
    sealProof: (content) => {
      const sealed = seal(ring, 'phone-proof', JSON.stringify(content));
      return `${sealed.keyId}.${Buffer.from(sealed.box, 'base64').toString('base64url')}`;
    },
    openProof: (proof) => {
      const at = proof.indexOf('.');
      const sealed = {
        keyId: proof.slice(0, at),
        box: Buffer.from(proof.slice(at + 1), 'base64url').toString('base64'),
      };
      try {
        return JSON.parse(unseal(ring, 'phone-proof', sealed));
      } catch {
        return null;
      }
    },
  };
}
