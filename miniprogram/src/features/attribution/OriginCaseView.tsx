import { ORIGIN_NAMES } from '@linzhang/shared/attribution/attributionNames.rules';
import type { OriginCase } from '@linzhang/shared/attribution/origins.contract';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { dayOf, momentOf } from '../../lib/dates';
import { wayOf } from './attributionWords';
import classes from './OriginCaseView.module.scss';
import { ChangeFacts } from './OriginChangeList';

/** Who is said to have brought a customer, and what speaks for it. */
export function OriginCaseView({ found }: { found: OriginCase }) {
  const { member, origin, owner, insider, waiting, touches, changes } = found;
  return (
    <>
      <Card id="origin-case">
        <Text className={classes.who}>{`${member.name} · 会员 ${member.number} · ${found.branch.name}`}</Text>
        <Text className={classes.origin}>{origin ? origin.name : '没有首维护人'}</Text>
        <Text className={classes.who}>
          {origin
            ? `首维护人 · ${ORIGIN_NAMES[origin.because]} · ${momentOf(origin.at)}`
            : '还没有人带来过，也没有分配过'}
        </Text>
        <View className={classes.owner}>
          <Facts facts={[['现在维护', owner ? `${owner.name}，从 ${dayOf(owner.since)}起` : '没有维护人']]} />
        </View>
      </Card>
      {insider ? <Notice tone="sky" icon="info" text="这是本行员工自己的账号，不计归因，不能指定首维护人。" /> : null}
      {waiting ? (
        <Notice
          tone="amber"
          icon="clock"
          text={`${waiting.requestedBy} ${momentOf(waiting.requestedAt)} 申请改为${waiting.to.name}（${waiting.reason}），等另一位主任或管理员确认。`}
        />
      ) : null}
      <Section title="客户怎么来的" count={touches.length > 0 ? String(touches.length) : ''}>
        <Card>
          {touches.length > 0 ? (
            touches.map((touch) => (
              <View key={touch.id} className={classes.touch}>
                <Text className={classes.name}>{touch.employee.name}</Text>
                <Text className={classes.way}>{`${wayOf(touch)} · ${momentOf(touch.at)}`}</Text>
              </View>
            ))
          ) : (
            <Text className={classes.way}>没有扫过码，也没有在摊位添加过联系。</Text>
          )}
        </Card>
      </Section>
      {changes.length > 0 ? (
        <Section title="以前的变更">
          {changes.map((change) => (
            <Card key={change.id}>
              <ChangeFacts change={change} />
            </Card>
          ))}
        </Section>
      ) : null}
    </>
  );
}
