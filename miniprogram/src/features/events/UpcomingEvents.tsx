import type { EventSummary } from '@linzhang/shared/events/events.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { usePages } from '../../lib/usePages';
import { listEvents } from './events.api';
import { UpcomingEventCard } from './UpcomingEventCard';

interface UpcomingEventsProps {
  onOpen: (event: EventSummary) => void;
  /** Only those of one group. */
  groupId?: string;
  /** Those the member signed up for, in place of those to come. */
  mine?: boolean;
  /** Changes when the list must be read again. */
  version?: number;
  /** The first page, where it has been read already. */
  first?: Page<EventSummary>;
}

/** Events to come, soonest first; of one group, or of the member. */
export function UpcomingEvents({ onOpen, groupId, mine, version = 0, first }: UpcomingEventsProps) {
  const scope = mine ? 'mine' : 'upcoming';
  const pages = usePages(
    (cursor) => listEvents({ query: { cursor, scope, groupId } }),
    `${scope}|${groupId ?? ''}|${version}`,
    first,
  );
  const empty = mine ? (
    <Empty icon="stamp" title="还没有报名活动" text="报名后，活动的时间、地点和您的报名号会放在这里。" />
  ) : groupId ? (
    <Empty icon="stamp" title="近期没有活动" text="圈里有新活动时，会在这里显示时间和地点。" />
  ) : (
    <Empty icon="stamp" title="近期没有活动" text="有新活动时，会在这里显示时间和地点。加入福利圈能提前收到通知。" />
  );
  return (
    <PagedList quietEnd pages={pages} keyOf={(event) => event.id} empty={empty}>
      {(event) => <UpcomingEventCard event={event} onOpen={onOpen} />}
    </PagedList>
  );
}
