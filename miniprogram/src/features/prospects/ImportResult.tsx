import type { ProspectFault, ProspectImport } from '@linzhang/shared/prospects/prospectImports.contract';
import { PROSPECT_FAULTS_DAYS, prospectFaultLine } from '@linzhang/shared/prospects/prospectRow.rules';
import { View } from '@tarojs/components';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Figure } from '../../components/display/Figure';
import { Notice } from '../../components/display/Notice';
import { Progress } from '../../components/display/Progress';
import { Section } from '../../components/display/Section';
import { DownloadButton } from '../../components/file/DownloadButton';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { countOf } from '../../lib/numbers';
import { usePages } from '../../lib/usePages';
import classes from './ImportResult.module.scss';
import { faultOf, isUnderWay } from './importWords';
import { getProspectFaultFile, listProspectFaults } from './prospects.api';

/** What became of one file: counts, why it was not read, and the rows that were left out. */
export function ImportResult({ file }: { file: ProspectImport }) {
  const fault = faultOf(file);
  return (
    <>
      {fault ? <Notice tone="seal" text={fault} /> : null}
      {isUnderWay(file) ? <UnderWay file={file} /> : null}
      {file.status === 'done' ? <Counts file={file} /> : null}
      {file.status === 'done' && file.known + file.rejected > 0 ? <Faults file={file} /> : null}
    </>
  );
}

function UnderWay({ file: { rows, done } }: { file: ProspectImport }) {
  const text = rows === null ? '正在读取文件' : `已处理 ${countOf(done)} / ${countOf(rows)} 行`;
  return (
    <Card>
      <Progress share={rows ? done / rows : 0} text={text} />
    </Card>
  );
}

function Counts({ file: { added, known, rejected } }: { file: ProspectImport }) {
  return (
    <Card>
      <View className={classes.figures}>
        <Figure value={countOf(added)} caption="加入公海" tone="jade" />
        <Figure value={countOf(known)} caption="已有" />
        <Figure value={countOf(rejected)} caption="有误" tone={rejected > 0 ? 'amber' : 'ink'} />
      </View>
    </Card>
  );
}

function Faults({ file }: { file: ProspectImport }) {
  const params = { importId: file.id };
  const pages = usePages((cursor) => listProspectFaults({ params, query: { cursor } }), file.id);
  const empty = (
    <Empty icon="check" title="没有可看的行" text={`没有导入的行只保留 ${PROSPECT_FAULTS_DAYS} 天，过后请看原文件。`} />
  );
  return (
    <Section title="没有导入的行">
      <DownloadButton id="download-faults" read={() => getProspectFaultFile({ params })}>
        下载这些行
      </DownloadButton>
      <PagedList pages={pages} keyOf={({ row }) => String(row)} empty={empty}>
        {(fault) => (
          <Card flush>
            <Row title={titleOf(fault)} note={prospectFaultLine(fault.faults)} />
          </Card>
        )}
      </PagedList>
    </Section>
  );
}

function titleOf({ row, name }: ProspectFault): string {
  return name ? `第 ${row} 行 · ${name}` : `第 ${row} 行`;
}
