import type { Channel } from '@linzhang/shared/channels/channels.contract';
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

/** Channels, newest first. */
export function ChannelList({ leads, onOpen, version }: ChannelListProps) {
  const [scope, setScope] = useState<'mine' | 'branch'>('mine');
  const pages = usePages((cursor) => listChannels({ query: { cursor, scope } }), `${scope}|${version}`);
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
      <PagedList pages={pages} keyOf={(channel) => channel.id} empty={empty}>
        {(channel) => (
          <Card flush>
            <Row
              icon="scan"
              title={scope === 'branch' ? `${channel.name} · ${channel.employee.name}` : channel.name}
              note={channelLine(channel)}
              tail={<Tag {...channelState(channel)} />}
              onTap={() => onOpen(channel)}
            />
          </Card>
        )}
      </PagedList>
    </>
  );
}
