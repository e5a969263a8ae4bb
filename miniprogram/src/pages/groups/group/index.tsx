import type { GroupDetail } from '@linzhang/shared/groups/groups.contract';
import type { Me } from '@linzhang/shared/members/members.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Section } from '../../../components/display/Section';
import { Loaded } from '../../../components/screen/Loaded';
import { useShareCard } from '../../../features/channels/useShareCard';
import { UpcomingEvents } from '../../../features/events/UpcomingEvents';
import { GroupView } from '../../../features/groups/GroupView';
import { getGroup } from '../../../features/groups/groups.api';
import { JoinFooter } from '../../../features/groups/JoinFooter';
import { useMembership } from '../../../features/groups/useMembership';
import { firstStepOf } from '../../../features/members/takingPart';
import { VisitorScreen } from '../../../features/members/VisitorScreen';
import { listReason } from '../../../features/offers/claimingWords';
import { OfferList } from '../../../features/offers/OfferList';
import { addressOf, decoded, openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { eventPages, groupPages, offerPages } from '../../../paths';

/** One group: what holds in it, joining it, and for members whom to ask and what happens. Opens for a stranger too. */
export default function GroupPage() {
  const id = decoded(useRouter().params['id']);
  const [group, setGroup] = useState<GroupDetail>();
  const [reads, setReads] = useState(0);
  const readAgain = () => setReads((count) => count + 1);
  const membership = useMembership(setGroup, readAgain);
  const footer = (me: Me | null) =>
    group ? (
      <JoinFooter
        group={group}
        first={firstStepOf(me)}
        joining={membership.joining}
        error={membership.error}
        onJoin={() => membership.join(group.id)}
      />
    ) : null;
  return (
    <VisitorScreen
      id="group-page"
      overlay={membership.dialog}
      footer={group && !group.joinedAt ? footer : undefined}
      onRefresh={async () => readAgain()}
    >
      {(me) => (
        <GroupOf id={id} me={me} reads={reads} changed={group} onRead={setGroup} onLeave={() => membership.leave(id)} />
      )}
    </VisitorScreen>
  );
}

interface GroupOfProps {
  id: string;
  me: Me | null;
  /** Rises when the page was pulled down. */
  reads: number;
  /** The group as the last change left it. */
  changed: GroupDetail | undefined;
  onRead: (group: GroupDetail) => void;
  onLeave: () => void;
}

function GroupOf({ id, me, reads, changed, onRead, onLeave }: GroupOfProps) {
  const visits = useVisits();
  const consented = me?.consented ?? false;
  const version = visits + reads;
  const read = async () => {
    const found = await getGroup({ params: { groupId: id } });
    onRead(found);
    return found;
  };
  const group = useQuery(read, `${id}|${version}|${consented}`);
  const shown = changed ?? group.data;
  const address = addressOf(groupPages.group, { id });
  useShareCard({ kind: 'group', id, title: shown?.name ?? '来看看这个福利圈', address, signed: consented });
  return (
    <Loaded query={{ ...group, data: group.data && shown }}>
      {(found) => (
        <>
          <GroupView group={found} />
          {consented ? <Happenings groupId={id} version={version} joined={found.joinedAt !== null} /> : null}
          {found.can.leave ? (
            <Card flush>
              <Row id="leave-group" icon="exit" title="退出福利圈" onTap={onLeave} />
            </Card>
          ) : null}
        </>
      )}
    </Loaded>
  );
}

function Happenings({ groupId, version, joined }: { groupId: string; version: number; joined: boolean }) {
  return (
    <>
      <Section title="近期活动">
        <UpcomingEvents groupId={groupId} version={version} onOpen={({ id }) => openPage(eventPages.event, { id })} />
      </Section>
      {joined ? (
        <Section title="圈里的优惠">
          <OfferList
            reasonOf={listReason}
            groupId={groupId}
            version={version}
            onOpen={({ id }) => openPage(offerPages.offer, { id })}
          />
        </Section>
      ) : null}
    </>
  );
}
