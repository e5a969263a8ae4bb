import type { PhoneOutcome } from '@linzhang/shared/members/members.contract';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Facts } from '../../components/display/Facts';
import { clockOf, dayOf } from '../../lib/dates';
import { useMutation } from '../../lib/useMutation';
import { setMe } from './account';
import { movePhone } from './members.api';
import classes from './PhoneBinding.module.scss';

interface BoundElsewhereProps {
  found: Extract<PhoneOutcome, { outcome: 'bound_elsewhere' }>;
  onMoved: () => void;
  onOther: () => void;
}

/** The phone belongs to another account: shows which one, and moves it here on demand. */
export function BoundElsewhere({ found, onMoved, onOther }: BoundElsewhereProps) {
  const { account, proof, proofExpiresAt } = found;
  const move = useMutation(
    (token: string, requestId) => movePhone({ body: { proof: token, requestId } }),
    (me) => {
      setMe(me);
      onMoved();
    },
  );
  return (
    <View className={classes.binding}>
      <Card id="bound-elsewhere">
        <Text className={classes.title}>这个手机号已绑定另一个账号</Text>
        <Facts
          facts={[
            ['昵称', account.nickname ?? '未设置'],
            ['会员号', account.number],
            ['加入时间', dayOf(account.joinedAt)],
          ]}
        />
        <Text className={classes.text}>
          {`如果那也是您的账号，可以把手机号移到当前账号：那个账号里的章、券和记录会一起过来，那个账号随后关闭。请在 ${clockOf(proofExpiresAt)} 前决定。`}
        </Text>
      </Card>
      <ErrorNotice error={move.error} />
      <View className={classes.buttons}>
        <Button id="move-phone" busy={move.busy} onTap={() => move.submit(proof)}>
          移到当前账号
        </Button>
        <Button id="other-phone" kind="ghost" onTap={onOther}>
          换一个手机号
        </Button>
      </View>
    </View>
  );
}
