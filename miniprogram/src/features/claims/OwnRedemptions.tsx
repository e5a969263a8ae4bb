import { formatYuan } from '@linzhang/shared/kernel/money';
import { View } from '@tarojs/components';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Figure } from '../../components/display/Figure';
import { Section } from '../../components/display/Section';
import { Tag } from '../../components/display/Tag';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { clockOf } from '../../lib/dates';
import { countOf } from '../../lib/numbers';
import { useQuery } from '../../lib/useQuery';
import { REDEMPTION_STATES, redemptionNote } from './counterWords';
import classes from './OwnRedemptions.module.scss';
import { listOwnRedemptions } from './redemptions.api';

/** What the employee redeemed today, with the sums; `version` changes when it must be read again. */
export function OwnRedemptions({ version }: { version: string }) {
  const own = useQuery(listOwnRedemptions, version);
  return (
    <Loaded query={own}>
      {({ items, count, offFen }) => (
        <>
          <View className={classes.figures}>
            <Card>
              <Figure value={countOf(count)} caption="今日核销" />
            </Card>
            <Card>
              <Figure value={formatYuan(offFen)} unit="元" caption="今日优惠" />
            </Card>
          </View>
          {items.length === 0 ? (
            <Empty icon="ticket" title="今天还没有核销" text="扫客户的核销码，核销过的券和礼品会列在这里。" />
          ) : (
            <Section title="最近">
              <Card flush>
                {items.map((one) => (
                  <Row
                    key={one.id}
                    title={`${one.member.name ?? `会员 ${one.member.number}`} · ${one.name}`}
                    note={`${clockOf(one.at)} · ${redemptionNote(one)}`}
                    tail={<Tag {...REDEMPTION_STATES[one.state]} />}
                  />
                ))}
              </Card>
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}
