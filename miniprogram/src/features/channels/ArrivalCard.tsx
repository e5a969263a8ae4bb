import type { Arrival } from '@linzhang/shared/channels/channels.contract';
import { Text, View } from '@tarojs/components';
import { Seal } from '../../components/display/Seal';
import classes from './ArrivalCard.module.scss';
import { TARGET_WORDS } from './channelWords';

/** Who invites to what, before the visitor takes part. Without a preview it says what a share card leads to. */
export function ArrivalCard({ arrival }: { arrival: Arrival | null }) {
  return (
    <View className={classes.card}>
      <Seal text="邻章" size="big" />
      <Text className={classes.title}>{arrival?.target.name ?? '好友邀请您来看看'}</Text>
      <Text className={classes.line}>
        {arrival
          ? `${arrival.branch.name} 客户经理 ${arrival.manager.name} 邀请您${TARGET_WORDS[arrival.target.kind] === '优惠' ? '领取' : '参加'}`
          : '邻里的福利圈、集章活动和优惠'}
      </Text>
      {arrival && !arrival.target.open ? <Text className={classes.line}>现在还没有开放，可以先进去看看</Text> : null}
    </View>
  );
}
