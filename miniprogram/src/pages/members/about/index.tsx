import { View } from '@tarojs/components';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Prose } from '../../../components/display/Prose';
import { Seal } from '../../../components/display/Seal';
import { Screen } from '../../../components/screen/Screen';
import { openPage } from '../../../lib/navigation';
import { memberPages } from '../../../paths';
import classes from './index.module.scss';

/** What this is, and under which terms. */
export default function AboutPage() {
  return (
    <Screen id="about-page">
      <View className={classes.mark}>
        <Seal text="邻章" size="big" label="邻章" />
      </View>
      <Card>
        <Prose heading="邻章" text="网点和街坊商户一起办的福利圈：加入圈子、逛摊集章、领券到店，客户经理就在身边。" />
      </Card>
      <Card flush>
        <Row id="open-terms" icon="note" title="服务条款与隐私说明" onTap={() => openPage(memberPages.terms)} />
        <Row icon="shield" title="隐私与我的数据" onTap={() => openPage(memberPages.privacy)} />
      </Card>
    </Screen>
  );
}
