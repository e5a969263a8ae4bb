import type { CreditedConversion } from '@linzhang/shared/attribution/attribution.contract';
import { CONVERSION_NAMES } from '@linzhang/shared/attribution/attributionNames.rules';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Tag } from '../../components/display/Tag';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { pressable } from '../../lib/accessible';
import { momentOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { useQuery } from '../../lib/useQuery';
import classes from './CreditList.module.scss';
import { becauseOf, comparingFacts, conversionTitle, creditedTo, percentOf, touchLine } from './creditWords';
import { getAttribution, listCredits } from './customers.api';

const NOTHING = (
  <Empty
    icon="people"
    title="还没有归因"
    text="客户加入福利圈、绑定手机号、核销或资产提升后，这里写明记给谁、为什么。"
  />
);

/** To whose credit each step of a customer is and why, with what the comparing models would give. */
export function CreditList({ memberId }: { memberId: string }) {
  const pages = usePages((cursor) => listCredits({ params: { memberId }, query: { cursor, limit: 20 } }), memberId);
  return (
    <PagedList pages={pages} keyOf={(row) => row.id} empty={NOTHING}>
      {(row) => <CreditCard row={row} />}
    </PagedList>
  );
}

function CreditCard({ row }: { row: CreditedConversion }) {
  const [open, setOpen] = useState(false);
  const { origin, reversed, held } = row;
  return (
    <Card>
      <View className={classes.head}>
        <Text className={classes.title}>{conversionTitle(row)}</Text>
        <Text className={classes.when}>{momentOf(row.at)}</Text>
      </View>
      <View className={classes.credited}>
        {reversed ? <Tag text="已撤销" /> : null}
        {origin.credits.map(({ employee, ppm }) => (
          <Tag key={employee.id} text={`${employee.name} ${percentOf(ppm)}`} tone={reversed ? 'plain' : 'jade'} />
        ))}
        {origin.credits.length === 0 ? <Tag text={held ? '等主任核实' : '没有计归因'} /> : null}
      </View>
      <Text className={classes.because}>{`${becauseOf(origin.because)} · 规则 ${origin.ruleVersion} 版`}</Text>
      {row.touches.length > 0 ? (
        <View className={classes.toggle} {...pressable(() => setOpen(!open))}>
          <Text>{open ? '收起' : `之前 ${row.touches.length} 次来访，换个算法看看`}</Text>
        </View>
      ) : null}
      {open ? <Comparing row={row} /> : null}
    </Card>
  );
}

function Comparing({ row }: { row: CreditedConversion }) {
  return (
    <View className={classes.more}>
      <Text className={classes.small}>之前的来访，从早到晚</Text>
      {row.touches.map((touch) => (
        <Text key={`${touch.at}${touch.employee.id}`} className={classes.touch}>
          {touchLine(touch)}
        </Text>
      ))}
      <Text className={`${classes.small} ${classes.models}`}>换个算法会记给谁，只供对比</Text>
      <Facts facts={comparingFacts(row)} />
    </View>
  );
}

/** What is to the credit of who brought a customer whom others serve now. */
export function BroughtCredits({ memberId }: { memberId: string }) {
  const attribution = useQuery(() => getAttribution({ params: { memberId } }), memberId);
  return (
    <Loaded query={attribution}>
      {({ conversions }) =>
        conversions.length === 0 ? (
          NOTHING
        ) : (
          <Card>
            <Facts
              facts={conversions.map(
                (row) => [`${CONVERSION_NAMES[row.kind]} · ${momentOf(row.at)}`, creditedTo(row)] as const,
              )}
            />
          </Card>
        )
      }
    </Loaded>
  );
}
