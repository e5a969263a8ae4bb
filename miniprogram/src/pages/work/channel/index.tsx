import { useRouter } from '@tarojs/taro';
import { Button } from '../../../components/action/Button';
import { Loaded } from '../../../components/screen/Loaded';
import { ChannelDetail, type CountedChannel } from '../../../features/channels/ChannelDetail';
import { getChannel } from '../../../features/channels/channels.api';
import { FunnelView } from '../../../features/channels/FunnelView';
import { TouchList } from '../../../features/channels/TouchList';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded, openPage } from '../../../lib/navigation';
import { type Query, useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

/** One channel: how many came, who, and its poster. */
export default function ChannelPage() {
  const id = decoded(useRouter().params['id']);
  const visits = useVisits();
  const channel = useQuery(() => getChannel({ params: { channelId: id } }), `${id}|${visits}`);
  const footer = channel.data ? (
    <Button id="open-poster" icon="download" onTap={() => openPage(workPages.channelPoster, { id })}>
      海报
    </Button>
  ) : null;
  return (
    <WorkScreen id="channel-page" needs="manageChannels" footer={footer}>
      {() => <Detail id={id} channel={channel} visits={visits} />}
    </WorkScreen>
  );
}

interface DetailProps {
  id: string;
  channel: Query<CountedChannel>;
  visits: number;
}

function Detail({ id, channel, visits }: DetailProps) {
  return (
    <Loaded query={channel}>
      {(data) => (
        <>
          <ChannelDetail
            channel={data}
            onEdit={() => openPage(workPages.channelForm, { id })}
            onChange={() => void channel.reload()}
          />
          <FunnelView channelId={id} version={visits} />
          <TouchList channelId={id} version={visits} />
        </>
      )}
    </Loaded>
  );
}
