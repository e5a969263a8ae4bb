import type { GroupDetail } from '@linzhang/shared/groups/groups.contract';
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { Prose } from '../../components/display/Prose';
import { Section } from '../../components/display/Section';
import { Icon } from '../../components/icon/Icon';
import { countOf } from '../../lib/numbers';
import classes from './GroupView.module.scss';
import { KIND_TONES, KIND_WORDS } from './groupWords';

/** A group as customers see it: what it is, what holds in it, and for members the welcome and whom to ask. */
export function GroupView({ group }: { group: GroupDetail }) {
  const { name, kind, branch, merchantName, memberCount, place, notice, welcome, contacts, managerNames } = group;
  const note = [KIND_WORDS[kind], merchantName, branch.name].filter(Boolean).join(' · ');
  const managers = managerNames.length > 0 ? ` · 客户经理 ${managerNames.join('、')}` : '';
  return (
    <>
      <Card>
        <View className={classes.head}>
          <Initial name={name} tone={KIND_TONES[kind]} big />
          <View className={classes.words}>
            <Text className={classes.name}>{name}</Text>
            <Text className={classes.note}>{note}</Text>
            <Text className={classes.note}>{`${countOf(memberCount)} 人${managers}`}</Text>
          </View>
        </View>
        <View className={classes.place}>
          <Icon name="pin" size={16} />
          <Text>{place.address}</Text>
        </View>
      </Card>
      {welcome ? (
        <Card tone="seal">
          <Prose heading="欢迎您" text={welcome} />
        </Card>
      ) : null}
      {notice ? (
        <Card>
          <Prose heading="圈子公告" text={notice} />
        </Card>
      ) : null}
      {contacts && contacts.length > 0 ? <Contacts contacts={contacts} /> : null}
    </>
  );
}

function Contacts({ contacts }: { contacts: NonNullable<GroupDetail['contacts']> }) {
  return (
    <Section title="有事找谁">
      <Card flush>
        {contacts.map(({ name, workPhone }) => (
          <Row
            key={`${name}${workPhone ?? ''}`}
            icon="person"
            title={name}
            note={workPhone ? `客户经理 · ${workPhone}` : '客户经理'}
            value={workPhone ? '拨打' : undefined}
            onTap={workPhone ? () => call(workPhone) : undefined}
          />
        ))}
      </Card>
    </Section>
  );
}

/** A call that the person breaks off is no fault. */
function call(phoneNumber: string): void {
  Taro.makePhoneCall({ phoneNumber }).catch(() => undefined);
}
