import type { OriginChange } from '@linzhang/shared/attribution/origins.contract';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listOriginChanges } from './attribution.api';
import classes from './OriginChangeList.module.scss';

interface OriginChangeListProps {
  branchId: string;
  onOpen: (memberId: string) => void;
  version: number;
}

/** What two people decided about origins in a branch, newest first. */
export function OriginChangeList({ branchId, onOpen, version }: OriginChangeListProps) {
  const pages = usePages((cursor) => listOriginChanges({ query: { branchId, cursor } }), `${branchId}|${version}`);
  const empty = (
    <Empty icon="note" title="还没有变更过" text="主任申请、第二个人确认后，谁改成谁、为什么、谁同意的，都留在这里。" />
  );
  return (
    <PagedList pages={pages} keyOf={({ id }) => id} empty={empty}>
      {(change) => (
        <Card onTap={() => onOpen(change.member.id)}>
          <Text className={classes.member}>{`${change.member.name} · ${change.member.number}`}</Text>
          <ChangeFacts change={change} />
        </Card>
      )}
    </PagedList>
  );
}

/** From whom to whom, why, and who decided. */
export function ChangeFacts({ change: { from, to, reason, at, requestedBy, decidedBy } }: { change: OriginChange }) {
  return (
    <View>
      <Text className={classes.change}>{`${from?.name ?? '没有首维护人'} → ${to.name}`}</Text>
      <Text className={classes.line}>{`理由：${reason}`}</Text>
      <Text className={classes.line}>{`${requestedBy} 申请，${decidedBy} 同意 · ${momentOf(at)}`}</Text>
    </View>
  );
}
