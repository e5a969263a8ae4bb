import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Tabs } from '../../../components/action/Tabs';
import { Tiles } from '../../../components/action/Tiles';
import { Section } from '../../../components/display/Section';
import { toast } from '../../../lib/feedback';
import classes from './gallery.module.scss';

const OPTIONS = [
  { value: 'open', text: '可用 3' },
  { value: 'used', text: '已用 12' },
  { value: 'over', text: '已过期' },
] as const;

const SLOW_MS = 1500;
const slow = () => new Promise<void>((resolve) => setTimeout(resolve, SLOW_MS));

/** What is tapped. */
export function Actions() {
  const [value, setValue] = useState<(typeof OPTIONS)[number]['value']>('open');
  return (
    <>
      <Section title="按钮">
        <Button onTap={() => toast('点到了')}>填充</Button>
        <Button kind="ghost" icon="phone" onTap={slow}>
          描边，忙 1.5 秒
        </Button>
        <Button kind="danger">危险</Button>
        <Button kind="quiet">安静</Button>
        <Button disabled>不可用</Button>
        <Button busy>正在忙</Button>
        <Button size="big" icon="scan">
          扫客户集章码
        </Button>
        <View className={classes.line}>
          <View>
            <Button size="small">领取</Button>
          </View>
          <View>
            <Button size="small" kind="ghost">
              加入
            </Button>
          </View>
        </View>
      </Section>
      <Section title="分段">
        <Tabs label="券" options={OPTIONS} value={value} onChange={setValue} />
      </Section>
      <Section title="入口">
        <Tiles
          tiles={[
            { id: 'a', icon: 'people', text: '员工', onTap: () => toast('员工') },
            { id: 'b', icon: 'shop', text: '商户', onTap: () => toast('商户') },
            { id: 'c', icon: 'computer', text: '电脑登录', onTap: () => toast('登录') },
          ]}
        />
      </Section>
    </>
  );
}
