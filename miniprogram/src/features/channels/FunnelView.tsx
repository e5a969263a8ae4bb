import type { ChannelFunnel } from '@linzhang/shared/channels/funnels.contract';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Tabs } from '../../components/action/Tabs';
import { Bars } from '../../components/chart/Bars';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Section } from '../../components/display/Section';
import { Loaded } from '../../components/screen/Loaded';
import { countOf } from '../../lib/numbers';
import { useQuery } from '../../lib/useQuery';
import classes from './FunnelView.module.scss';
import { getChannelFunnel } from './funnels.api';
import { daysOf, funnelLines, PERIODS, type Period, resultFacts } from './funnelWords';

/** What came of those who came by a channel in a period. */
export function FunnelView({ channelId, version }: { channelId: string; version: number }) {
  const [period, setPeriod] = useState<Period>('30');
  const funnel = useQuery(
    () => getChannelFunnel({ params: { channelId }, query: daysOf(period) }),
    `${channelId}|${period}|${version}`,
  );
  return (
    <Section title="来了之后">
      <Tabs label="看多久" options={PERIODS} value={period} onChange={setPeriod} />
      <Loaded query={funnel} blocks={1}>
        {(data) => <Funnel funnel={data} />}
      </Loaded>
    </Section>
  );
}

function Funnel({ funnel }: { funnel: ChannelFunnel }) {
  if (funnel.came === 0) {
    return (
      <Card>
        <Text className={classes.note}>这段时间还没有人扫码进来。把海报放到客户常去的地方，扫码的人会出现在这里。</Text>
      </Card>
    );
  }
  const results = resultFacts(funnel);
  return (
    <Card id="funnel">
      <Bars
        bars={funnelLines(funnel).map(({ step, ...line }) => ({ id: step, ...line, tone: 'seal' }))}
        most={funnel.came}
      />
      <Text className={classes.note}>
        {`一共来了 ${countOf(funnel.visits)} 次，一个人只算一位，不含本行员工；之后的结果不限时间`}
      </Text>
      {results.length > 0 ? <Facts facts={results} /> : null}
    </Card>
  );
}
