import type { Notice } from '@linzhang/shared/messages/messages.contract';
import { useEffect } from 'react';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import type { IconName } from '../../components/icon/drawings';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listNotices, readNotices } from './messages.api';

const ICONS: readonly (readonly [kinds: RegExp, icon: IconName])[] = [
  [/^(claim|offer|prize|redemption)/, 'ticket'],
  [/^(stamp|badge)/, 'stamp'],
  [/^(event|signup|group)/, 'clock'],
];

const iconOf = (kind: string): IconName => ICONS.find(([kinds]) => kinds.test(kind))?.[1] ?? 'note';

interface NoticeListProps {
  onOpen: (page: string) => void;
  /** Changes when the list must be read again. */
  version: number;
}

/** What the member was told, newest first; what was seen here counts as read the next time. */
export function NoticeList({ onOpen, version }: NoticeListProps) {
  const pages = usePages((cursor) => listNotices({ query: { cursor } }), String(version));
  const newest = pages.items?.[0];
  const upTo = newest && !newest.read ? newest.id : null;
  useEffect(() => {
    if (upTo) readNotices({ body: { upTo } }).catch(() => undefined);
  }, [upTo]);
  const empty = <Empty icon="note" title="还没有消息" text="活动提醒、候补递补、券的变化都会出现在这里。" />;
  return (
    <PagedList pages={pages} keyOf={(notice) => notice.id} empty={empty}>
      {(notice) => <NoticeCard notice={notice} onOpen={onOpen} />}
    </PagedList>
  );
}

function NoticeCard({ notice, onOpen }: { notice: Notice; onOpen: (page: string) => void }) {
  const { kind, title, text, page, at, read } = notice;
  return (
    <Card flush>
      <Row
        icon={iconOf(kind)}
        title={title}
        note={`${text} · ${momentOf(at)}`}
        tail={read ? null : <Tag text="新" tone="seal" />}
        onTap={page ? () => onOpen(page) : undefined}
      />
    </Card>
  );
}
