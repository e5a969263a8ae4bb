import type { AttributionPaths } from '@linzhang/shared/attribution/report.contract';
import { PATH_SIDES, type PathSide } from '@linzhang/shared/attribution/report.rules';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Bars } from '../../components/chart/Bars';
import { Card } from '../../components/display/Card';
import { Figure } from '../../components/display/Figure';
import { Section } from '../../components/display/Section';
import { Chips } from '../../components/form/Chips';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { countOf } from '../../lib/numbers';
import { useQuery } from '../../lib/useQuery';
import { getAttributionPaths } from './attribution.api';
import { lineName, SIDE_WORDS, shareWords } from './attributionWords';
import classes from './ReportView.module.scss';
import type { Period } from './reportPeriod';

const SIDES = PATH_SIDES.map((value) => ({ value, text: SIDE_WORDS[value] }));

/** What each channel, group or source was worth over all ways that customers went, by two models. */
export function PathsView({ branchId, period, version }: { branchId: string; period: Period; version: number }) {
  const [by, setBy] = useState<PathSide>('source');
  const paths = useQuery(
    () => getAttributionPaths({ query: { branchId, ...period, by } }),
    `${branchId}|${period.from}|${period.to}|${by}|${version}`,
  );
  const crowded = paths.error?.code === 'too_many_players';
  return (
    <>
      <Chips label="比较什么" options={SIDES} value={by} onChange={setBy} />
      {crowded ? (
        <TooMany by={by} onSource={() => setBy('source')} />
      ) : (
        <Loaded query={paths}>{(data) => (data.rows.length === 0 ? <Nothing /> : <Shares paths={data} />)}</Loaded>
      )}
    </>
  );
}

function TooMany({ by, onSource }: { by: PathSide; onSource: () => void }) {
  const step = by === 'source' ? null : <Button onTap={onSource}>按来源比较</Button>;
  return (
    <Empty
      icon="alert"
      title={`${SIDE_WORDS[by]}太多，比不过来`}
      text="这种算法要比较每一种组合，最多 12 个。请缩短时间，或按来源比较。"
      step={step}
    />
  );
}

function Nothing() {
  return (
    <Empty
      icon="scan"
      title="这段时间没有人来过"
      text="客户扫码、由朋友分享或在摊位添加联系后，会走出一条条路径，在这里比较哪一环最要紧。"
    />
  );
}

function Shares({ paths }: { paths: AttributionPaths }) {
  const { by, ruleVersion, converted, lost, conversionRate, rows } = paths;
  const ordered = [...rows].sort((one, other) => other.markovShare - one.markovShare);
  const barsOf = (shareOf: (row: (typeof rows)[number]) => number) =>
    ordered.map((row) => ({
      id: row.id,
      label: lineName(by, row),
      value: shareOf(row),
      text: shareWords(shareOf(row)),
    }));
  return (
    <>
      <Card id="paths-total">
        <View className={classes.figures}>
          <Figure value={shareWords(conversionRate).replace(' %', '')} unit="%" caption="来访后转化" tone="seal" />
          <Figure value={countOf(converted)} caption="转化的路径" />
          <Figure value={countOf(lost)} caption="没有转化" />
        </View>
      </Card>
      <Section title="少了它会少多少（马尔可夫）">
        <Card>
          <Bars bars={barsOf((row) => row.markovShare)} />
          <Text className={classes.note}>
            假设去掉其中一个，看转化会少多少，再按少掉的比例分。适合看路上哪一环断不得。
          </Text>
        </Card>
      </Section>
      <Section title="一起出力各占多少（沙普利）">
        <Card>
          <Bars bars={barsOf((row) => row.shapleyShare)} />
          <Text className={classes.note}>比较有它和没有它的每一种组合，取平均的贡献。适合看谁出力多。</Text>
        </Card>
      </Section>
      <Text className={classes.kinds}>{`每次转化前归因天数内的来访连成一条路径 · 规则 ${ruleVersion} 版`}</Text>
    </>
  );
}
