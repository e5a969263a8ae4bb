import type { EventLive } from '@linzhang/shared/events/runningEvents.contract';
import { View } from '@tarojs/components';
import { Row } from '../../components/action/Row';
import { type Bar, Bars } from '../../components/chart/Bars';
import { Card } from '../../components/display/Card';
import { Figure } from '../../components/display/Figure';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { clockOf } from '../../lib/dates';
import { countOf } from '../../lib/numbers';
import classes from './EventFigures.module.scss';

interface EventFiguresProps {
  live: EventLive;
  onSignups: () => void;
  onStamps: () => void;
  onConflicts: () => void;
}

/** The figures of an event as they stand, each with what is behind it. */
export function EventFigures({ live, onSignups, onStamps, onConflicts }: EventFiguresProps) {
  return (
    <>
      <View className={classes.figures}>
        <Figure value={countOf(live.stamps)} caption="已盖章" tone="seal" />
        <Figure value={countOf(live.cards.opened)} caption="集章卡" />
        <Figure value={countOf(live.cards.completed)} caption="已集满" tone="jade" />
        <Figure value={countOf(live.checkIns)} caption="已签到" />
      </View>
      {live.openConflicts > 0 ? (
        <Notice tone="amber" text={`有 ${live.openConflicts} 笔盖章等您裁定`} action="去处理" onAction={onConflicts} />
      ) : null}
      {live.signups ? <Signups signups={live.signups} onTap={onSignups} /> : null}
      <Section title="各摊位盖章">
        {live.booths.length > 0 ? (
          <Card>
            <Bars bars={live.booths.map(boothBar)} />
          </Card>
        ) : null}
        <Card flush>
          <Row id="live-stamps" icon="stamp" title="每一个章" note="谁、在哪里、谁盖的" onTap={onStamps} />
        </Card>
      </Section>
      {live.rewards.length > 0 ? (
        <Section title="奖励">
          <Card flush>
            {live.rewards.map(({ rewardId, at, name, granted, left }) => (
              <Row
                key={rewardId}
                icon="gift"
                title={`${at} 章 · ${name}`}
                note={left === null ? undefined : `库存还剩 ${countOf(left)}`}
                value={`${countOf(granted)} 份`}
              />
            ))}
          </Card>
        </Section>
      ) : null}
      <View className={classes.at}>{`${clockOf(live.at)} 更新`}</View>
    </>
  );
}

function boothBar({ boothId, number, name, stamps }: EventLive['booths'][number]): Bar {
  return { id: boothId, label: `${number} 号 ${name}`, value: stamps, text: `${countOf(stamps)} 章`, tone: 'seal' };
}

function Signups({ signups, onTap }: { signups: NonNullable<EventLive['signups']>; onTap: () => void }) {
  const { capacity, confirmed, waiting } = signups;
  const places = capacity === null ? '' : ` / ${countOf(capacity)}`;
  return (
    <Card flush>
      <Row
        id="live-signups"
        icon="people"
        title={`报名 ${countOf(confirmed)}${places}`}
        note={waiting > 0 ? `候补 ${countOf(waiting)} 人` : '没有人候补'}
        onTap={onTap}
      />
    </Card>
  );
}
