import type { EventSignupRow } from '@linzhang/shared/events/runningEvents.contract';
import { useState } from 'react';
import { Row } from '../../components/action/Row';
import { Tabs } from '../../components/action/Tabs';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { clockOf, momentOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listEventSignups } from './workEvents.api';

type State = EventSignupRow['state'];

const STATES: readonly { value: State; text: string }[] = [
  { value: 'confirmed', text: '已报名' },
  { value: 'waiting', text: '候补' },
  { value: 'cancelled', text: '已取消' },
];

const EMPTY_WORDS: Readonly<Record<State, { title: string; text: string }>> = {
  confirmed: { title: '还没有人报名', text: '客户报名后按先后排在这里。' },
  waiting: { title: '没有人候补', text: '名额满了以后再来的客户排在这里，有人取消就依次补上。' },
  cancelled: { title: '没有人取消', text: '取消报名的客户会列在这里。' },
};

/** Who signed up, in order, and who is here already. */
export function SignupList({ eventId }: { eventId: string }) {
  const [state, setState] = useState<State>('confirmed');
  const pages = usePages(
    (cursor) => listEventSignups({ params: { eventId }, query: { cursor, state } }),
    `${eventId}|${state}`,
  );
  return (
    <>
      <Tabs label="报名状态" options={STATES} value={state} onChange={setState} />
      <PagedList pages={pages} keyOf={({ id }) => id} empty={<Empty icon="people" {...EMPTY_WORDS[state]} />}>
        {({ number, member, signedUpAt, checkedInAt }) => (
          <Card flush>
            <Row
              title={`${number} 号 · ${member.name}`}
              note={`会员 ${member.number} · ${momentOf(signedUpAt)} 报名`}
              tail={checkedInAt ? <Tag tone="jade" icon="check" text={`${clockOf(checkedInAt)} 签到`} /> : null}
            />
          </Card>
        )}
      </PagedList>
    </>
  );
}
