import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listGroupMembers } from './workGroups.api';

const NOBODY = (
  <Empty
    icon="people"
    title="还没有成员"
    text="客户经理用渠道码邀请客户，客户扫码加入后就会出现在这里。姓名只显示一部分。"
  />
);

/** Who is in a group, newest first. */
export function GroupMembers({ groupId }: { groupId: string }) {
  const pages = usePages((cursor) => listGroupMembers({ params: { groupId }, query: { cursor } }), groupId);
  return (
    <PagedList pages={pages} keyOf={({ id }) => id} empty={NOBODY}>
      {({ member, joinedAt }) => (
        <Card flush>
          <Row
            lead={<Initial name={member.name} tone="jade" />}
            title={member.name}
            note={`会员 ${member.number}`}
            value={momentOf(joinedAt)}
          />
        </Card>
      )}
    </PagedList>
  );
}
