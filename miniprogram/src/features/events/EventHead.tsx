import type { EventDetail } from '@linzhang/shared/events/events.contract';
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Card } from '../../components/display/Card';
import { Prose } from '../../components/display/Prose';
import { Tag } from '../../components/display/Tag';
import { pressable } from '../../lib/accessible';
import { clockOf, windowOf } from '../../lib/dates';
import { copy, toastError } from '../../lib/feedback';
import classes from './EventCard.module.scss';
import { PHASE_TAGS } from './eventTags';
import { Line } from './UpcomingEventCard';

/** Opens the map of WeChat; a browser has none, there the address is copied. */
function showPlace({ name, place }: EventDetail): void {
  if (process.env.TARO_ENV !== 'weapp') {
    copy(place.address, '地址已复制').catch(toastError);
    return;
  }
  const { latitude, longitude, address } = place;
  // Somebody who goes back at once meets no fault.
  Taro.openLocation({ latitude, longitude, name, address }).catch(() => undefined);
}

/** What the event is: name, when, where, by whom. */
export function EventHead({ event }: { event: EventDetail }) {
  return (
    <Card>
      <View className={classes.head}>
        <View className={classes.top}>
          <Text className={classes.title}>{event.name}</Text>
          <Tag {...PHASE_TAGS[event.phase]} />
        </View>
        <Line icon="clock" text={windowOf(event.startsAt, event.endsAt)} />
        <View
          id="event-place"
          className={classes.place}
          {...pressable(() => showPlace(event), { label: `地点：${event.place.address}` })}
        >
          <Line icon="pin" text={event.place.address} />
        </View>
        <Line icon="bank" text={[event.branch.name, ...event.groups.map((group) => group.name)].join(' · ')} />
        {event.checkedInAt ? <Tag tone="jade" icon="check" text={`${clockOf(event.checkedInAt)} 已签到`} /> : null}
        {event.intro ? (
          <View className={classes.intro}>
            <Prose text={event.intro} />
          </View>
        ) : null}
      </View>
    </Card>
  );
}
