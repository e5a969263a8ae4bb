import type { Me } from '@linzhang/shared/members/members.contract';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { Tag } from '../../components/display/Tag';
import { Icon } from '../../components/icon/Icon';
import { dayOf } from '../../lib/dates';
import { openPage } from '../../lib/navigation';
import { memberPages } from '../../paths';
import classes from './ProfileCard.module.scss';

/** Who is signed in: name, member number, since when. */
export function ProfileCard({ me, position }: { me: Me; position: string | null }) {
  const name = me.nickname ?? me.employee?.name ?? '微信用户';
  const open = me.consented ? () => openPage(memberPages.profile) : undefined;
  return (
    <Card id="profile" onTap={open}>
      <View className={classes.profile}>
        <Initial name={name} big />
        <View className={classes.words}>
          <View className={classes.name}>
            <Text className={classes.title}>{name}</Text>
            {position ? <Tag tone="sky" text={position} /> : null}
          </View>
          <Text className={classes.line}>{`会员号 ${me.number}`}</Text>
          <Text className={classes.line}>{`${dayOf(me.joinedAt)}加入`}</Text>
        </View>
        {open ? <Icon name="chevron" size={16} /> : null}
      </View>
    </Card>
  );
}
