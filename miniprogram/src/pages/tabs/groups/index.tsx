import type { EventSummary } from '@linzhang/shared/events/events.contract';
import type { Me } from '@linzhang/shared/members/members.contract';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Seal } from '../../../components/display/Seal';
import { Section } from '../../../components/display/Section';
import { Empty } from '../../../components/screen/Empty';
import { Loaded } from '../../../components/screen/Loaded';
import { UpcomingEventCard } from '../../../features/events/UpcomingEventCard';
import { JoinedGroups } from '../../../features/groups/JoinedGroups';
import { NearbyGroups } from '../../../features/groups/NearbyGroups';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { NextStep } from '../../../features/members/NextStep';
import { useTab } from '../../../features/members/useTab';
import { getGroupsTab } from '../../../features/tabs/tabs.api';
import { countdownOf } from '../../../lib/dates';
import { openPage } from '../../../lib/navigation';
import { eventPages, groupPages } from '../../../paths';
import classes from './index.module.scss';

const NO_GROUPS = (
  <Empty
    icon="people"
    title="还没有加入福利圈"
    text="用微信扫商户、小区或客户经理出示的福利圈码就能加入。加入后，这里会显示您的圈子、近期活动和客户经理。"
  />
);

/** 福利圈: what comes next, the groups of the member, and those around. */
export default function GroupsPage() {
  const [reads, setReads] = useState(0);
  return (
    <AccountScreen id="groups" onRefresh={async () => setReads((count) => count + 1)}>
      {(me) => (me.consented ? <Around me={me} reads={reads} /> : <Newcomer me={me} />)}
    </AccountScreen>
  );
}

function Newcomer({ me }: { me: Me }) {
  return (
    <>
      <Hello me={me} next={null} />
      <NextStep me={me} />
      <Section title="我加入的">{NO_GROUPS}</Section>
    </>
  );
}

function Around({ me, reads }: { me: Me; reads: number }) {
  const tab = useTab(getGroupsTab, reads);
  const openGroup = ({ id }: { id: string }) => openPage(groupPages.group, { id });
  const openEvent = ({ id }: { id: string }) => openPage(eventPages.event, { id });
  return (
    <>
      <Hello me={me} next={tab.data?.next ?? null} />
      {tab.data?.next ? <UpcomingEventCard event={tab.data.next} onOpen={openEvent} /> : null}
      <NextStep me={me} />
      <Loaded query={tab} blocks={4}>
        {({ joined, nearby }) => (
          <>
            <Section title="我加入的">
              <JoinedGroups first={joined} onOpen={openGroup} empty={NO_GROUPS} />
            </Section>
            <Section title="可以加入的">
              <NearbyGroups first={nearby} version={tab.version} onOpen={openGroup} />
            </Section>
          </>
        )}
      </Loaded>
    </>
  );
}

function Hello({ me, next }: { me: Me; next: EventSummary | null }) {
  const countdown = next ? countdownOf(next.startsAt) : null;
  return (
    <View className={classes.hello}>
      <View className={classes.words}>
        <Text className={classes.greeting}>{me.nickname ? `${me.nickname}，您好` : '您好'}</Text>
        <Text className={classes.title}>
          {next && countdown ? `${next.name}，${countdown}` : '街坊的福利，都在这里'}
        </Text>
      </View>
      <Seal text="邻章" size="small" label="邻章" />
    </View>
  );
}
