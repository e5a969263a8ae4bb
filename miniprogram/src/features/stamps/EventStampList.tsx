import type { EventStamp } from '@linzhang/shared/stamps/scans.contract';
import { Button } from '../../components/action/Button';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Seal } from '../../components/display/Seal';
import { Tag } from '../../components/display/Tag';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listEventStamps } from './stamps.api';

interface EventStampListProps {
  eventId: string;
  /** Changes when the list must be read again. */
  version: number;
  onVoid: (stamp: EventStamp) => void;
}

const NONE = <Empty icon="stamp" title="还没有盖章" text="客户在摊位盖章后，每一个章都列在这里，最近的在最前。" />;

/** Every stamp of an event: whose, where, by whom; a head voids one here. */
export function EventStampList({ eventId, version, onVoid }: EventStampListProps) {
  const pages = usePages(
    (cursor) => listEventStamps({ params: { eventId }, query: { cursor } }),
    `${eventId}|${version}`,
  );
  return (
    <PagedList pages={pages} keyOf={({ id }) => id} empty={NONE}>
      {(stamp) => (
        <Card flush>
          <Row
            lead={<Seal text={stamp.booth.sealText} size="small" angleKey={stamp.id} earned={!stamp.voided} />}
            title={`${stamp.member.name}（${stamp.member.number}）`}
            note={`${momentOf(stamp.at)} · ${stamp.booth.number} 号 ${stamp.booth.name} · ${stamp.employeeName}`}
            tail={<Tail stamp={stamp} onVoid={() => onVoid(stamp)} />}
          />
        </Card>
      )}
    </PagedList>
  );
}

function Tail({ stamp, onVoid }: { stamp: EventStamp; onVoid: () => void }) {
  if (stamp.voided) return <Tag text="已作废" />;
  if (!stamp.can.void) return null;
  return (
    <Button id={`void-${stamp.id}`} kind="ghost" size="small" onTap={onVoid}>
      作废
    </Button>
  );
}
