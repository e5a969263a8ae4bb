import { randomBytes } from 'node:crypto';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import { SESSION_DAYS } from '@linzhang/shared/members/members.rules';
import { Types } from 'mongoose';
import { readEnv } from '../../server/src/config/env';
import { Account } from '../../server/src/members/account.model';
import { Member } from '../../server/src/members/member.model';
import { memberSecrets } from '../../server/src/members/secrets';
import { Session } from '../../server/src/members/session.model';
import { TERMS } from '../../server/src/members/terms';
import { fingerprint, newToken } from '../../server/src/platform/crypto';

/** A member who was written to the database and is signed in. */
export interface Seeded {
  memberId: string;
  token: string;
}

/**
 * Writes members with account, consent and session, as sign-in would leave them: thousands of sign-ins would say
 * nothing about what comes after them. The server must run on the development keys.
 */
export async function seedMembers(count: number, now = new Date()): Promise<Seeded[]> {
  const secrets = memberSecrets(readEnv({}));
  const people = Array.from({ length: count }, () => {
    const openid = `o${randomBytes(20).toString('base64url')}`;
    return { _id: new Types.ObjectId(), token: newToken(), openid };
  });
  const consents = [{ purpose: 'service' as const, version: TERMS.version, grantedAt: now }];
  await Member.collection.insertMany(
    people.map(({ _id }) => ({ _id, status: 'active' as const, consents, createdAt: now })),
  );
  await Account.collection.insertMany(
    people.map(({ _id, openid }) => ({
      _id: secrets.hashOpenid(openid),
      memberId: _id,
      openid: secrets.sealOpenid(openid),
      former: [],
      createdAt: now,
    })) as never,
  );
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY_MS);
  await Session.collection.insertMany(
    people.map(({ _id, token }) => ({
      _id: fingerprint(token),
      memberId: _id,
      platform: 'weapp' as const,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
    })) as never,
  );
  return people.map(({ _id, token }) => ({ memberId: _id.toHexString(), token }));
}
