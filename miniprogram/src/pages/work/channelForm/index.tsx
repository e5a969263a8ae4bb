import type { Channel } from '@linzhang/shared/channels/channels.contract';
import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { ChannelForm } from '../../../features/channels/ChannelForm';
import { getChannel, listBackups } from '../../../features/channels/channels.api';
import { listTargets } from '../../../features/channels/targets.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { toast } from '../../../lib/feedback';
import { decoded, goBack, replacePage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { tabs, workPages } from '../../../paths';

const NO_TARGETS = { group: [], event: [], offer: [] };

async function readForm(id: string) {
  const [channel, backups, targets] = await Promise.all([
    id ? getChannel({ params: { channelId: id } }) : null,
    listBackups(),
    id ? NO_TARGETS : listTargets(),
  ]);
  return { channel, backups: backups.items, targets };
}

/** Makes a channel, or changes one. */
export default function ChannelFormPage() {
  const { id, event } = useRouter().params;
  return (
    <WorkScreen id="channel-form-page" needs="manageChannels">
      {() => <Form id={decoded(id)} eventId={decoded(event)} />}
    </WorkScreen>
  );
}

function Form({ id, eventId }: { id: string; eventId: string }) {
  const form = useQuery(() => readForm(id), id);
  const start = eventId ? ({ kind: 'event', id: eventId } as const) : null;
  const done = (channel: Channel) => {
    toast('已保存');
    if (id) goBack(tabs.me);
    else replacePage(workPages.channel, { id: channel.id });
  };
  return <Loaded query={form}>{(data) => <ChannelForm {...data} start={start} onDone={done} />}</Loaded>;
}
