import { Text, View } from '@tarojs/components';
import { pressable } from '../../lib/accessible';
import type { IconName } from '../icon/drawings';
import { Icon } from '../icon/Icon';
import classes from './Tiles.module.scss';

export interface Tile {
  id: string;
  icon: IconName;
  text: string;
  /** How much waits there; none is shown without a number. */
  count?: number;
  onTap: () => void;
}

const MOST_SHOWN = 99;

/** Places to go, three beside each other. */
export function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <View className={classes.tiles}>
      {tiles.map((tile) => (
        <View key={tile.id} id={tile.id} className={classes.tile} {...pressable(tile.onTap)}>
          {tile.count ? (
            <Text className={classes.count}>{tile.count > MOST_SHOWN ? `${MOST_SHOWN}+` : tile.count}</Text>
          ) : null}
          <View className={classes.icon}>
            <Icon name={tile.icon} size={26} />
          </View>
          <Text>{tile.text}</Text>
        </View>
      ))}
    </View>
  );
}
