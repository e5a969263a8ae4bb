import type { Env } from '../config/env';
import { type Resealing, resealField } from '../db/resealing';
import { Account } from './account.model';
import { Member } from './member.model';
import { memberSecrets } from './secrets';

type Keys = Pick<Env, 'PHONE_KEYS' | 'HASH_KEY'>;

/** Seals the openids of accounts and the phones of members with the first of the phone keys. */
export async function resealMembers(env: Keys): Promise<{ accounts: number; members: number }> {
  const secrets = memberSecrets(env);
  const openids: Resealing = {
    keyId: firstKey(env),
    reseal: (sealed) => secrets.sealOpenid(secrets.openOpenid(sealed)),
  };
  return {
    accounts: await resealField(Account, 'openid', openids),
    members: await resealField(Member, 'phone', phoneResealing(env)),
  };
}

/** How a sealed phone, whoever keeps it, gets the first of the phone keys. */
export function phoneResealing(env: Keys): Resealing {
  const secrets = memberSecrets(env);
  return { keyId: firstKey(env), reseal: (sealed) => secrets.sealPhone(secrets.openPhone(sealed)) };
}

function firstKey({ PHONE_KEYS: [first] }: Keys): string {
  if (!first) throw new Error('no key to encrypt with');
  return first.id;
}
