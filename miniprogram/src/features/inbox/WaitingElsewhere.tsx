import type { Inbox } from '@linzhang/shared/inbox/inbox.contract';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import type { IconName } from '../../components/icon/drawings';
import { countOf } from '../../lib/numbers';

/** What a head decides on a page of its own. */
export type Desk = 'deskLeads' | 'doubts' | 'channelReviews';

const DESKS: readonly { desk: Desk; icon: IconName; title: string; note: string }[] = [
  { desk: 'deskLeads', icon: 'phone', title: '待分派的线索', note: '久未跟进、经理离岗的' },
  { desk: 'doubts', icon: 'people', title: '名单里认不准的客户', note: '看是不是同一个人，再对上' },
  { desk: 'channelReviews', icon: 'shield', title: '渠道绑定复核', note: '一天绑定过多，看过再算' },
];

interface WaitingElsewhereProps {
  /** Undefined while, or where, it cannot be read: then no numbers are shown. */
  inbox: Inbox | undefined;
  onOpen: (desk: Desk) => void;
}

/** What waits on other pages, with how much of it. */
export function WaitingElsewhere({ inbox, onOpen }: WaitingElsewhereProps) {
  return (
    <Card flush>
      {DESKS.map(({ desk, icon, title, note }) => {
        const count = inbox?.[desk];
        return (
          <Row
            key={desk}
            id={`open-${desk}`}
            icon={icon}
            title={title}
            note={note}
            tail={count ? <Tag text={`${countOf(count)} 条`} tone="seal" /> : null}
            {...(count === 0 ? { value: '没有' } : {})}
            onTap={() => onOpen(desk)}
          />
        );
      })}
    </Card>
  );
}
