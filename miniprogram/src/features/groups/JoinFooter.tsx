import type { GroupDetail } from '@linzhang/shared/groups/groups.contract';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Notice } from '../../components/display/Notice';
import type { ApiError } from '../../lib/apiError';

interface JoinFooterProps {
  group: GroupDetail;
  /** What the visitor does before joining; null where nothing stands before it. */
  first: { verb: string; go: () => void } | null;
  joining: boolean;
  error: ApiError | null;
  onJoin: () => unknown;
}

/** The one step of a group's page for who is not in it. */
export function JoinFooter({ group, first, joining, error, onJoin }: JoinFooterProps) {
  if (group.joinedAt) return null;
  if (!group.open) return <Notice tone="amber" icon="info" text="这个福利圈暂时不接收新成员，看看附近的其他圈子吧。" />;
  if (group.full) return <Notice tone="amber" icon="info" text="名额已满，有人退出后就能加入，过几天再来看看。" />;
  if (first) return <Button onTap={first.go}>{first.verb}</Button>;
  return (
    <>
      <ErrorNotice error={error} />
      <Button id="join-group" busy={joining} onTap={onJoin}>
        加入福利圈
      </Button>
    </>
  );
}
