import type { Channel, DayCount } from '@linzhang/shared/channels/channels.contract';
import { View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { type Bar, Bars } from '../../components/chart/Bars';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Facts } from '../../components/display/Facts';
import { Figure } from '../../components/display/Figure';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { countOf } from '../../lib/numbers';
import { useMutation } from '../../lib/useMutation';
import classes from './ChannelDetail.module.scss';
import { draftOf, fieldsOf } from './channelDraft';
import { updateChannel } from './channels.api';
import { channelFacts, channelState } from './channelWords';

export type CountedChannel = Channel & { days: DayCount[]; scans: number; touches: number };

interface ChannelDetailProps {
  channel: CountedChannel;
  onEdit: () => void;
  onChange: () => void;
}

/** A channel: how many came, on which days, and what it is. */
export function ChannelDetail({ channel, onEdit, onChange }: ChannelDetailProps) {
  const state = channelState(channel);
  return (
    <>
      <Card>
        <View className={classes.figures}>
          <Figure value={countOf(channel.touches)} caption="来客" tone="seal" />
          <Figure value={countOf(channel.scans)} caption="扫码次数" />
        </View>
      </Card>
      {state.tone === 'amber' ? <Notice text={`${state.text}：扫码的客户仍能进入，但不记在您名下。`} /> : null}
      <Days days={channel.days} />
      <Card>
        <Facts facts={channelFacts(channel)} />
      </Card>
      {channel.can.update ? <Changes channel={channel} onEdit={onEdit} onChange={onChange} /> : null}
    </>
  );
}

/** Days that a page shows; earlier ones are in the sum. */
const SHOWN_DAYS = 7;

function Days({ days }: { days: readonly DayCount[] }) {
  // A day may have bound phones alone.
  const shown = days
    .filter(({ scans, touches }) => scans > 0 || touches > 0)
    .slice(-SHOWN_DAYS)
    .reverse();
  if (shown.length === 0) return null;
  return (
    <Section title="每天扫码和来客">
      <Card>
        <Bars bars={shown.map(dayBar)} />
      </Card>
    </Section>
  );
}

function dayBar({ day, scans, touches }: DayCount): Bar {
  const label = `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`;
  return { id: day, label, value: scans, text: `${countOf(scans)} 次 · ${countOf(touches)} 位`, tone: 'seal' };
}

function Changes({ channel, onEdit, onChange }: ChannelDetailProps) {
  const paused = channel.status === 'paused';
  const toggle = useMutation(async () => {
    const fields = fieldsOf(draftOf(channel));
    if (!fields) throw new Error('a stored channel has all its fields');
    const { id, version, schedule } = channel;
    const status = paused ? 'active' : 'paused';
    return updateChannel({ params: { channelId: id }, body: { ...fields, schedule, status, version } });
  }, onChange);
  return (
    <>
      <ErrorNotice error={toggle.error} />
      <View className={classes.changes}>
        <View className={classes.change}>
          <Button kind="ghost" icon="pen" onTap={onEdit}>
            修改
          </Button>
        </View>
        <View className={classes.change}>
          <Button kind="ghost" busy={toggle.busy} onTap={() => toggle.submit(undefined)}>
            {paused ? '恢复使用' : '暂停使用'}
          </Button>
        </View>
      </View>
    </>
  );
}
