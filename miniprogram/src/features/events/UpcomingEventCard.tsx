import type { EventSummary } from '@linzhang/shared/events/events.contract';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import { Icon } from '../../components/icon/Icon';
import { windowOf } from '../../lib/dates';
import { keptTogether } from '../../lib/lineBreaks';
import { DateBlock } from './DateBlock';
import classes from './EventCard.module.scss';
import { PHASE_TAGS, SIGNUP_TAGS } from './eventTags';

/** An event of a list: when, where, and how the member stands. */
export function UpcomingEventCard({ event, onOpen }: { event: EventSummary; onOpen: (event: EventSummary) => void }) {
  const { name, place, phase, signup } = event;
  const tag = signup && phase === 'upcoming' ? SIGNUP_TAGS[signup] : PHASE_TAGS[phase];
  const time = windowOf(event.startsAt, event.endsAt);
  return (
    <Card id={`event-${event.id}`} onTap={() => onOpen(event)}>
      <View className={classes.event}>
        <DateBlock at={event.startsAt} />
        <View className={classes.words}>
          <Text className={classes.name}>{name}</Text>
          <Line icon="clock" text={time} />
          <Line icon="pin" text={place.address} />
        </View>
        <Tag {...tag} />
      </View>
    </Card>
  );
}

/** An icon and what it stands for, small. */
export function Line({ icon, text }: { icon: 'clock' | 'pin' | 'bank'; text: string }) {
  return (
    <View className={classes.line}>
      <Icon name={icon} size={16} />
      <Text className={classes.text}>{keptTogether(text)}</Text>
    </View>
  );
}
