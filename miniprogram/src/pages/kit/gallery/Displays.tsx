import { Text, View } from '@tarojs/components';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Facts } from '../../../components/display/Facts';
import { Figure } from '../../../components/display/Figure';
import { Initial } from '../../../components/display/Initial';
import { Notice } from '../../../components/display/Notice';
import { Progress, Steps, Way } from '../../../components/display/Progress';
import { Prose } from '../../../components/display/Prose';
import { Result } from '../../../components/display/Result';
import { Seal } from '../../../components/display/Seal';
import { Section } from '../../../components/display/Section';
import { Tag } from '../../../components/display/Tag';
import { DRAWINGS, type IconName } from '../../../components/icon/drawings';
import { Icon } from '../../../components/icon/Icon';
import { Charts } from './Charts';
import classes from './gallery.module.scss';

const SEALS = ['蔬果', '水产', '粮油', '豆香'];
const TONES = ['plain', 'seal', 'jade', 'amber', 'sky', 'gold'] as const;
const ICONS = Object.keys(DRAWINGS) as IconName[];

/** What only shows something. */
export function Displays() {
  return (
    <>
      <Section title="印章">
        <Card>
          <View className={classes.line}>
            {SEALS.map((text) => (
              <Seal key={text} text={text} />
            ))}
            <Seal text="新章" fresh />
            <Seal text="茶叶" earned={false} />
            <Seal text="邻章" size="small" />
            <Seal text="糕点" size="small" earned={false} />
            <Seal text="邻章" size="big" />
          </View>
        </Card>
      </Section>
      <Section title="标签与首字">
        <Card>
          <View className={classes.line}>
            {TONES.map((tone) => (
              <Tag key={tone} tone={tone} text={tone} />
            ))}
            <Tag tone="jade" icon="check" text="已同步" />
            <Initial name="市场" />
            <Initial name="社区" tone="jade" />
            <Initial name="企业" tone="sky" />
            <Initial name="金" tone="gold" big />
          </View>
        </Card>
      </Section>
      <Numbers />
      <Charts />
      <Words />
      <Section title="图标" count={String(ICONS.length)}>
        <Card>
          <View className={classes.line}>
            {ICONS.map((name) => (
              <View key={name} className={classes.icon}>
                <Icon name={name} />
                <Text className={classes.name}>{name}</Text>
              </View>
            ))}
          </View>
        </Card>
      </Section>
    </>
  );
}

function Numbers() {
  return (
    <Section title="数字与进度">
      <Card>
        <View className={classes.three}>
          <Figure value="128" caption="今日盖章" />
          <Figure value="2" caption="今天到期" tone="seal" />
          <Figure value="18.6" unit="万" caption="资产" tone="jade" />
        </View>
      </Card>
      <Card>
        <Progress share={0.86} text="资产 18.6 万，还差 1.4 万到 20 万" />
        <Progress share={0.4} tone="jade" text="已完成 4 / 10" />
        <Progress share={0.7} tone="gold" text="70 %" />
        <Way share={0.93} now={['月均资产', '18.6 万']} goal="20 万" label="月均资产 18.6 万，下一层 20 万" />
      </Card>
      <Card>
        <Steps titles={['扫码', '选券', '金额', '确认']} current={2} />
      </Card>
    </Section>
  );
}

function Words() {
  return (
    <Section title="文字与提示">
      <Card>
        <Facts
          facts={[
            ['网点', '江宁支行'],
            ['岗位', '大堂经理'],
            ['工作电话', null],
          ]}
        />
      </Card>
      <Card>
        <Prose heading="标题" text={'第一段文字。\n第二段文字，行距适合老人阅读。'} />
      </Card>
      <Card flush>
        <Row title="只显示" value="不能点" />
        <Row icon="phone" title="图标和值" note="第二行说明" value="138****1234" onTap={() => undefined} />
      </Card>
      <Notice tone="amber" icon="offline" text="没有网络，6 条待传" action="重试" onAction={() => undefined} />
      <Notice tone="seal" text="这张券今天已领完，明天 9:00 再来" />
      <Notice tone="jade" icon="check" text="已保存" />
      <Notice tone="sky" icon="info" text="绑定手机号后才能打开" />
      <Result tone="jade" title="盖章成功" text="李*芳 · 第 5 章" />
      <Result tone="amber" title="已记下" text="联网后生效，请先不发礼品" />
      <Result tone="seal" title="不能核销" text="这张券 10:12 已使用" />
    </Section>
  );
}
