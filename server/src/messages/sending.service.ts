import { HOUR_MS, shanghaiClock } from '@linzhang/shared/kernel/time';
import { consentInForce } from '@linzhang/shared/members/members.rules';
import { MESSAGE_TOPICS, SEND_WITHIN_HOURS } from '@linzhang/shared/messages/messages.rules';
import type { OutboxHandler } from '../db/outbox';
import { inTransaction } from '../db/transaction';
import { findMember } from '../members/members.service';
import type { WechatClient } from '../platform/wechat/client';
import { MessageCredit } from './credit.model';
import { Notice, type NoticeRecord } from './notice.model';
import type { Template } from './templates';

export interface SendingDeps {
  wechat: WechatClient;
  /** The WeChat account of a member; null where it has ended. */
  openidOf: (memberId: string) => Promise<string | null>;
  templates: readonly Template[];
  now: () => Date;
}

/** Where a message leads that has no page of its own. */
const NOTICES_PAGE = 'pages/members/notices/index';

/**
 * Sends the subscription message of one notice. The member's yes is taken once per notice, so a retry after a fault
 * of the platform sends by the same yes; who has withdrawn the consent meanwhile is not sent to.
 */
export function sendMessages({ wechat, openidOf, templates, now }: SendingDeps): OutboxHandler {
  return async (payload) => {
    const notice = await Notice.findById((payload as { noticeId: string }).noticeId).lean();
    if (!notice || now().getTime() - notice.at.getTime() > SEND_WITHIN_HOURS * HOUR_MS) return;
    const memberId = notice.memberId.toHexString();
    const member = await findMember(memberId);
    if (member?.status !== 'active') return;
    if (notice.marketing && !consentInForce(member.consents, 'marketing')) return;
    const openid = await openidOf(memberId);
    const template = templates.find((each) => each.topic === MESSAGE_TOPICS[notice.kind]);
    if (!openid || !template || !(await takeCredit(notice, template))) return;
    const { title, text, time } = template.fields;
    const sent = await wechat.sendSubscribeMessage({
      openid,
      templateId: template.id,
      page: notice.page ?? NOTICES_PAGE,
      data: { [title]: notice.title, [text]: notice.text, [time]: timeText(notice.at) },
    });
    // The platform knows of no yes: what we counted is wrong, and asking again is right.
    if (!sent)
      await MessageCredit.updateOne({ memberId: notice.memberId, templateId: template.id }, { $set: { left: 0 } });
  };
}

/** Takes one yes for a notice, or finds that this notice has taken one before. */
async function takeCredit(notice: NoticeRecord, template: Template): Promise<boolean> {
  return inTransaction(async (session) => {
    const row = await Notice.findById(notice._id, { creditOf: 1 }).session(session).lean();
    if (row?.creditOf) return row.creditOf === template.id;
    const taken = await MessageCredit.updateOne(
      { memberId: notice.memberId, templateId: template.id, left: { $gt: 0 } },
      { $inc: { left: -1 } },
      { session },
    );
    if (taken.modifiedCount === 0) return false;
    await Notice.updateOne({ _id: notice._id }, { $set: { creditOf: template.id } }, { session });
    return true;
  });
}

/** The platform's form of a time: `2026-11-14 10:05`. */
function timeText(at: Date): string {
  const { year, month, day, hour, minute } = shanghaiClock(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}
