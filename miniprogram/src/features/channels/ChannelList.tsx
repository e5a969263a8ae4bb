import type { Channel } from '@linzhang/shared/channels/channels.contract';
import type { ChannelFunnel } from '@linzhang/shared/channels/funnels.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { useState } from 'react';
import { Row } from '../../components/action/Row';
import { Tabs } from '../../components/action/Tabs';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { usePages } from '../../lib/usePages';
import { listChannels } from './channels.api';
import { channelLine, channelState } from './channelWords';
import { listChannelFunnels } from './funnels.api';
import { daysOf, funnelLine } from './funnelWords';

const SCOPES = [
  { value: 'mine', text: '我的' },
  { value: 'branch', text: '全网点' },
] as const;

interface ChannelListProps {
  /** True for who leads a branch: the list of all its channels is offered too. */
  leads: boolean;
  onOpen: (channel: Channel) => void;
  /** Changes when the list must be read again. */
  version: number;
}

interface CountedChannel {
  channel: Channel;
  /** Of the last 30 days; null where it could not be read: the list is of use without. */
  funnel: ChannelFunnel | null;
}

async function readChannels(scope: 'mine' | 'branch', cursor: string | undefined): Promise<Page<CountedChannel>> {
  const query = { cursor, scope };
  const [page, funnels] = await Promise.all([
    listChannels({ query }),
    listChannelFunnels({ query: { ...query, ...daysOf('30') } }).catch(() => ({ items: [] as ChannelFunnel[] })),
  ]);
  const byId = new Map(funnels.items.map((funnel) => [funnel.channel.id, funnel]));
  const items = page.items.map((channel) => ({ channel, funnel: byId.get(channel.id) ?? null }));
  return { items, nextCursor: page.nextCursor };
}

/** Channels, newest first. */
export function ChannelList({ leads, onOpen, version }: ChannelListProps) {
  const [scope, setScope] = useState<'mine' | 'branch'>('mine');
  const pages = usePages((cursor) => readChannels(scope, cursor), `${scope}|${version}`);
  const empty = (
    <Empty
      icon="scan"
      title="还没有渠道码"
      text="给福利圈、活动或优惠建一个渠道码，打印海报后，扫码来的客户都记在您名下。点下方“新建渠道码”开始。"
    />
  );
  return (
    <>
      {leads ? <Tabs label="谁的渠道码" options={SCOPES} value={scope} onChange={setScope} /> : null}
      <PagedList pages={pages} keyOf={({ channel }) => channel.id} empty={empty}>
        {({ channel, funnel }) => (
          <Card flush>
            <Row
              title={scope === 'branch' ? `${channel.name} · ${channel.employee.name}` : channel.name}
              note={funnel?.came ? `${channelLine(channel)}\n近 30 天：${funnelLine(funnel)}` : channelLine(channel)}
              tail={<Tag {...channelState(channel)} />}
              onTap={() => onOpen(channel)}
            />
          </Card>
        )}
      </PagedList>
    </>
  );
}
