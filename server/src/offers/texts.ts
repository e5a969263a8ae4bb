import { AppError } from '@linzhang/shared/kernel/errors';
import type { OfferTerms } from '@linzhang/shared/offers/offers.rules';
import { findOpenid } from '../members/accounts.service';
import type { MemberSecrets } from '../members/secrets';
import type { WechatClient } from '../platform/wechat/client';

/** Whom WeChat holds responsible for a text, and how it is asked. */
export interface OfferTexts {
  memberId: string;
  secrets: MemberSecrets;
  wechat: Pick<WechatClient, 'checkText'>;
}

/** The platform's name for texts of an article or page. */
const SCENE = 3;

/** Throws `text_rejected` where WeChat does not let the offer's texts pass. */
export async function requirePassingTexts(
  { name, intro, terms }: { name: string; intro: string; terms: OfferTerms },
  { memberId, secrets, wechat }: OfferTexts,
): Promise<void> {
  const openid = await findOpenid(memberId, secrets);
  if (!openid) throw new AppError('member_closed');
  const content = [name, intro, 'goods' in terms ? terms.goods : ''].filter((text) => text !== '').join('\n');
  if ((await wechat.checkText({ openid, scene: SCENE, content })) !== 'pass') throw new AppError('text_rejected');
}
