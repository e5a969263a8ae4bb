import { View } from '@tarojs/components';
import { classesOf } from '../../lib/classes';
import { Icon } from '../icon/Icon';
import classes from './Tick.module.scss';

/** The box of a choice; what is around it takes the tap and says what is chosen. */
export function Tick({ checked }: { checked: boolean }) {
  return (
    <View className={classesOf(classes.tick, checked && classes.on)}>
      {checked ? <Icon name="check" size={18} /> : null}
    </View>
  );
}
