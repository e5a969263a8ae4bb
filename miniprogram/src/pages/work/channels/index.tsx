import { Button } from '../../../components/action/Button';
import { ChannelList } from '../../../features/channels/ChannelList';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { openPage } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

/** The own channels, and for a head those of the branch. */
export default function ChannelsPage() {
  const visits = useVisits();
  const footer = (
    <Button id="add-channel" icon="plus" onTap={() => openPage(workPages.channelForm)}>
      新建渠道码
    </Button>
  );
  return (
    <WorkScreen id="channels-page" needs="manageChannels" footer={footer}>
      {({ can }) => (
        <ChannelList leads={can.decide} version={visits} onOpen={({ id }) => openPage(workPages.channel, { id })} />
      )}
    </WorkScreen>
  );
}
