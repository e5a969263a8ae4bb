import type { GroupSummary } from '@linzhang/shared/groups/groups.contract';
import type { ReactNode } from 'react';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { KIND_TONES } from './groupWords';

interface GroupRowProps {
  group: Pick<GroupSummary, 'id' | 'name' | 'kind'>;
  note: string;
  tail?: ReactNode;
  onOpen: () => void;
}

/** A group in a list. */
export function GroupRow({ group, note, tail, onOpen }: GroupRowProps) {
  return (
    <Card flush>
      <Row
        id={`group-${group.id}`}
        lead={<Initial name={group.name} tone={KIND_TONES[group.kind]} />}
        title={group.name}
        note={note}
        tail={tail}
        onTap={onOpen}
      />
    </Card>
  );
}
