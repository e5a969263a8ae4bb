import { View } from '@tarojs/components';
import { Button } from '../../../components/action/Button';
import { Seal } from '../../../components/display/Seal';
import { Empty } from '../../../components/screen/Empty';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { NextStep } from '../../../features/members/NextStep';
import { accessible } from '../../../lib/accessible';
import { openTab } from '../../../lib/navigation';
import { tabs } from '../../../paths';
import classes from './index.module.scss';

const PLACES = ['一', '二', '三', '四'];

/** 集章: the member's stamp cards. */
export default function StampsPage() {
  return (
    <AccountScreen id="stamps">
      {(me) => (
        <>
          <NextStep me={me} />
          <Empty
            picture={
              <View className={classes.slots} {...accessible({ hidden: true })}>
                {PLACES.map((place) => (
                  <Seal key={place} text={place} earned={false} />
                ))}
              </View>
            }
            title="还没有集章卡"
            text="到活动现场逛摊位，请工作人员为您盖章，集章卡就会出现在这里。集满可以领礼品和勋章。"
            step={
              <Button kind="ghost" onTap={() => openTab(tabs.groups)}>
                去福利圈看活动
              </Button>
            }
          />
        </>
      )}
    </AccountScreen>
  );
}
