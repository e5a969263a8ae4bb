import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { getChannel } from '../../../features/channels/channels.api';
import { PosterView } from '../../../features/channels/PosterView';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';

/** The poster of a channel, to print or to send. */
export default function ChannelPosterPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="channel-poster-page" needs="manageChannels">
      {() => <Poster id={id} />}
    </WorkScreen>
  );
}

function Poster({ id }: { id: string }) {
  const channel = useQuery(() => getChannel({ params: { channelId: id } }), id);
  return (
    <Loaded query={channel} blocks={1}>
      {(data) => <PosterView channel={data} />}
    </Loaded>
  );
}
