import { Card } from '../../../components/display/Card';
import { Prose } from '../../../components/display/Prose';
import { Screen } from '../../../components/screen/Screen';

const ANSWERS: readonly (readonly [question: string, answer: string])[] = [
  ['不绑定手机号可以用吗？', '可以浏览和加入福利圈。领取需要验证身份的优惠、换微信后找回章和券，需要先绑定手机号。'],
  ['换了手机号怎么办？', '在“我的 - 手机号”里重新绑定，以新号码为准，章和券不受影响。'],
  ['换了微信怎么办？', '用新微信打开邻章，绑定原来的手机号，按提示把原账号移过来。'],
  ['怎样不再收到消息？', '在“我的 - 隐私与我的数据”里关闭“接收优惠和活动消息”，立即生效。'],
  ['怎样查看或删除我的资料？', '在“我的 - 隐私与我的数据”里可以导出全部资料，也可以注销账号。'],
  ['我是员工，怎样进入工作台？', '向网点主任领取工号和激活码，在“我的 - 员工激活”里输入。激活码 24 小时内有效。'],
  ['遇到问题找谁？', '请联系您的客户经理，或到网点咨询台。页面上如有“编号”，请一并告诉工作人员。'],
];

/** Questions that people ask. */
export default function HelpPage() {
  return (
    <Screen id="help-page">
      {ANSWERS.map(([question, answer]) => (
        <Card key={question}>
          <Prose heading={question} text={answer} />
        </Card>
      ))}
    </Screen>
  );
}
