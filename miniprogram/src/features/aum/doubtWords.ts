import type { AumDoubt } from '@linzhang/shared/aum/aum.contract';
import type { Doubt } from '@linzhang/shared/aum/aum.rules';

/** What a yes changes, by why the match is not plain. */
const AFTER_YES: Readonly<Record<Doubt, string>> = {
  phone_shared: '用同一手机号的其他客户号就不是这位会员了。',
  member_matched: '这位会员原来对应的另一个客户号会解除。',
  account_matched: '原来对应这个客户号的会员会解除。',
};

/** The question before a decision that is asked once. */
export function questionOf({ customerNo, doubt, member }: AumDoubt, accept: boolean) {
  const who = `客户号 ${customerNo} 与会员 ${member.name}（${member.number}）`;
  return accept
    ? {
        title: '是同一个人？',
        text: `${who}是同一个人：资产和分层从此记在这位会员名下。${AFTER_YES[doubt]}确认后不能撤回。`,
        yes: '是同一个人',
      }
    : {
        title: '不是同一个人？',
        text: `${who}不是同一个人：以后的名单也不会再把他们对上。确认后不能撤回。`,
        yes: '不是同一个人',
      };
}
