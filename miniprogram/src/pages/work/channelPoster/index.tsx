import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { getChannel } from '../../../features/channels/channels.api';
import { PosterView } from '../../../features/channels/PosterView';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { decoded } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';

/** The poster of a channel, to print or to send. */
export default function ChannelPosterPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <AccountScreen id="channel-poster-page" needs="manageChannels">
      {() => <Poster id={id} />}
    </AccountScreen>
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
