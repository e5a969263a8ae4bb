import { Text, View } from '@tarojs/components';
import { Seal } from '../../../components/display/Seal';
import { Section } from '../../../components/display/Section';
import { Empty } from '../../../components/screen/Empty';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { NextStep } from '../../../features/members/NextStep';
import classes from './index.module.scss';

/** 福利圈: the groups of the member, and what happens around. */
export default function GroupsPage() {
  return (
    <AccountScreen id="groups">
      {(me) => (
        <>
          <View className={classes.hello}>
            <View>
              <Text className={classes.greeting}>{me.nickname ? `${me.nickname}，您好` : '您好'}</Text>
              <Text className={classes.title}>街坊的福利，都在这里</Text>
            </View>
            <Seal text="邻章" size="small" label="邻章" />
          </View>
          <NextStep me={me} />
          <Section title="我加入的">
            <Empty
              icon="people"
              title="还没有加入福利圈"
              text="用微信扫商户、小区或客户经理出示的福利圈码就能加入。加入后，这里会显示您的圈子、近期活动和客户经理。"
            />
          </Section>
        </>
      )}
    </AccountScreen>
  );
}
