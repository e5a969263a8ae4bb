import { AppError } from '@linzhang/shared/kernel/errors';
import type { OfferTerms } from '@linzhang/shared/offers/offers.rules';
import type { WechatClient } from '../platform/wechat/client';

/** Whom WeChat holds responsible for a text, and how it is asked. */
export interface OfferTexts {
  memberId: string;
  openidOf: (memberId: string) => Promise<string | null>;
  wechat: Pick<WechatClient, 'checkText'>;
}

/** The platform's name for texts of an article or page. */
const SCENE = 3;

/** Throws `text_rejected` where WeChat does not let the offer's texts pass. */
export async function requirePassingTexts(
  { name, intro, terms }: { name: string; intro: string; terms: OfferTerms },
  { memberId, openidOf, wechat }: OfferTexts,
): Promise<void> {
  const openid = await openidOf(memberId);
  if (!openid) throw new AppError('member_closed');
  const content = [name, intro, 'goods' in terms ? terms.goods : ''].filter((text) => text !== '').join('\n');
  if ((await wechat.checkText({ openid, scene: SCENE, content })) !== 'pass') throw new AppError('text_rejected');
}
