import type { OwnCard } from '@linzhang/shared/stamps/stamps.contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Seal } from '../../../components/display/Seal';
import { Section } from '../../../components/display/Section';
import { Empty } from '../../../components/screen/Empty';
import { Loaded } from '../../../components/screen/Loaded';
import { UpcomingEvents } from '../../../features/events/UpcomingEvents';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { NextStep } from '../../../features/members/NextStep';
import { useTab } from '../../../features/members/useTab';
import { OwnCards } from '../../../features/stamps/OwnCards';
import { getStampsTab } from '../../../features/tabs/tabs.api';
import { accessible } from '../../../lib/accessible';
import { openPage, openTab } from '../../../lib/navigation';
import { eventPages, tabs } from '../../../paths';
import classes from './index.module.scss';

const PLACES = ['一', '二', '三', '四'];

const NO_CARDS = (
  <Empty
    picture={
      <View className={classes.slots} {...accessible({ hidden: true })}>
        {PLACES.map((place) => (
          <Seal key={place} text={place} earned={false} />
        ))}
      </View>
    }
    title="还没有集章卡"
    text="到活动现场逛摊位，请工作人员为您盖章，集章卡就会出现在这里。集满可以领礼品和勋章。"
    step={
      <Button kind="ghost" onTap={() => openTab(tabs.groups)}>
        去福利圈看活动
      </Button>
    }
  />
);

/** 集章: the member's stamp cards, the badges, the events to come. */
export default function StampsPage() {
  const [reads, setReads] = useState(0);
  return (
    <AccountScreen id="stamps" onRefresh={async () => setReads((count) => count + 1)}>
      {(me) => (
        <>
          <NextStep me={me} />
          {me.consented ? <OwnStamps reads={reads} /> : NO_CARDS}
        </>
      )}
    </AccountScreen>
  );
}

function OwnStamps({ reads }: { reads: number }) {
  const tab = useTab(getStampsTab, reads);
  const openEvent = ({ id }: { id: string }) => openPage(eventPages.event, { id });
  const openCard = ({ event }: OwnCard) => openPage(eventPages.card, { id: event.id });
  return (
    <Loaded query={tab} blocks={4}>
      {({ cards, events }) => (
        <>
          <Section title="我的集章卡">
            <OwnCards first={cards} empty={NO_CARDS} onOpen={openCard} />
          </Section>
          <Card flush>
            <Row id="open-badges" icon="shield" title="我的勋章" onTap={() => openPage(eventPages.badges)} />
          </Card>
          <Section title="近期活动">
            <UpcomingEvents first={events} onOpen={openEvent} />
          </Section>
        </>
      )}
    </Loaded>
  );
}
