import type { Page } from '@linzhang/shared/kernel/pages';
import { consentInForce } from '@linzhang/shared/members/members.rules';
import type { MessageTemplate, Notice as NoticeAnswer } from '@linzhang/shared/messages/messages.contract';
import {
  MESSAGE_TOPICS,
  type MessageKind,
  MOST_CREDITS,
  NOTICE_TEXT,
  NOTICE_TITLE,
} from '@linzhang/shared/messages/messages.rules';
import { type ClientSession, Types } from 'mongoose';
import { enqueue } from '../db/outbox';
import { pageAfter } from '../db/pages';
import { once } from '../db/requests';
import { findMember } from '../members/members.service';
import { MessageCredit } from './credit.model';
import { Notice, type NoticeRecord } from './notice.model';
import type { Template } from './templates';

/** Kind of the side effect that sends a subscription message. */
export const MESSAGE_OUTBOX_KIND = 'message';

export interface Message {
  memberId: string;
  kind: MessageKind;
  /** What made us say it, unique per member: `claim-redeemed:<claimId>`. */
  dedupeKey: string;
  /** At most 30 characters; longer ones are cut. */
  title: string;
  /** At most 200 characters; longer ones are cut. */
  text: string;
  /** Page of the mini-program with its query, without a leading slash. */
  page?: string;
  /** True for offers and announcements: told only to who agreed to marketing. */
  marketing: boolean;
}

/**
 * Tells a member something, within the transaction of what it speaks of: a notice in the mini-program, and a
 * subscription message where the member agreed to one. The same `dedupeKey` again says nothing.
 */
export async function notifyMember(session: ClientSession, message: Message, now: Date): Promise<void> {
  const member = await findMember(message.memberId, session);
  if (member?.status !== 'active') return;
  if (message.marketing && !consentInForce(member.consents, 'marketing')) return;
  const { dedupeKey, kind, page, marketing } = message;
  const stored = await Notice.updateOne(
    { memberId: member._id, dedupeKey },
    {
      $setOnInsert: {
        kind,
        title: cut(message.title, NOTICE_TITLE),
        text: cut(message.text, NOTICE_TEXT),
        ...(page ? { page } : {}),
        marketing,
        at: now,
      },
    },
    { session, upsert: true },
  );
  if (!stored.upsertedId) return;
  const topic = MESSAGE_TOPICS[kind];
  const credit = await MessageCredit.exists({ memberId: member._id, topic, left: { $gt: 0 } }).session(session);
  const noticeId = String(stored.upsertedId);
  if (credit) await enqueue(session, MESSAGE_OUTBOX_KIND, noticeId, { noticeId }, now);
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

/** What a member was told, newest first, with the number of unread ones. */
export async function listNotices(
  memberId: string,
  request: { cursor?: string; limit: number },
): Promise<Page<NoticeAnswer> & { unread: number }> {
  const owner = new Types.ObjectId(memberId);
  const [page, unread] = await Promise.all([
    pageAfter(Notice, { memberId: owner }, { field: '_id', direction: -1 }, request, presentNotice),
    countUnread(owner),
  ]);
  return { ...page, unread };
}

/** More are shown as 99+. */
const MOST_UNREAD = 100;

function countUnread(memberId: Types.ObjectId): Promise<number> {
  return Notice.countDocuments({ memberId, readAt: { $exists: false } }).limit(MOST_UNREAD);
}

/** Marks everything up to a notice as read; gives back how many are still unread. */
export async function readNotices(memberId: string, upTo: string, now: Date): Promise<number> {
  const owner = new Types.ObjectId(memberId);
  await Notice.updateMany(
    { memberId: owner, _id: { $lte: new Types.ObjectId(upTo) }, readAt: { $exists: false } },
    { $set: { readAt: now } },
  );
  return countUnread(owner);
}

function presentNotice(row: NoticeRecord): NoticeAnswer {
  return {
    id: row._id.toHexString(),
    kind: row.kind,
    title: row.title,
    text: row.text,
    page: row.page ?? null,
    at: row.at.toISOString(),
    read: row.readAt !== undefined,
  };
}

/** The templates a member may be asked about, with what is left of each. */
export async function listTemplates(memberId: string, templates: readonly Template[]): Promise<MessageTemplate[]> {
  const rows = await MessageCredit.find({ memberId: new Types.ObjectId(memberId) }).lean();
  const left = new Map(rows.map((row) => [row.templateId, row.left]));
  return templates.map(({ id, topic }) => ({ id, topic, credits: left.get(id) ?? 0 }));
}

/** Records the templates a member said yes to; each yes is one message, at most 20 are kept. Safe to retry. */
export async function acceptMessages(
  memberId: string,
  accepted: readonly string[],
  requestId: string,
  templates: readonly Template[],
  now: Date,
): Promise<void> {
  const known = templates.filter((template) => accepted.includes(template.id));
  const key = { actorId: memberId, operation: 'acceptMessages', requestId, params: { accepted } };
  await once(key, now, async (session) => {
    const owner = new Types.ObjectId(memberId);
    for (const { id: templateId, topic } of known) {
      await MessageCredit.updateOne(
        { memberId: owner, templateId },
        { $setOnInsert: { topic, left: 0 } },
        { session, upsert: true },
      );
      await MessageCredit.updateOne(
        { memberId: owner, templateId, left: { $lt: MOST_CREDITS } },
        { $inc: { left: 1 } },
        { session },
      );
    }
    return null;
  });
}
