import type { Me } from '@linzhang/shared/members/members.contract';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { openPage } from '../../lib/navigation';
import { memberPages } from '../../paths';
import { askForConsent } from './consent';
import classes from './NextStep.module.scss';

/** What the member has still to do before taking part; nothing once all is done. */
export function NextStep({ me }: { me: Me }) {
  if (!me.consented) {
    return (
      <Step
        title="先了解服务条款"
        text="同意后可以加入福利圈、集章和领券。"
        button="阅读并同意"
        onTap={askForConsent}
      />
    );
  }
  if (me.phone === null && me.can.bindPhone) {
    const text = '绑定后可以领取需要验证身份的优惠，换微信也能找回章和券。';
    return <Step title="绑定手机号" text={text} button="去绑定" onTap={() => openPage(memberPages.phone)} />;
  }
  return null;
}

function Step({ title, text, button, onTap }: { title: string; text: string; button: string; onTap: () => void }) {
  return (
    <Card id="next-step">
      <View className={classes.step}>
        <View className={classes.words}>
          <Text className={classes.title}>{title}</Text>
          <Text className={classes.text}>{text}</Text>
        </View>
        <View>
          <Button size="small" onTap={onTap}>
            {button}
          </Button>
        </View>
      </View>
    </Card>
  );
}
