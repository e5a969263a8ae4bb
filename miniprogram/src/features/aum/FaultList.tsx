import type { AumFault, AumImport } from '@linzhang/shared/aum/aum.contract';
import { FAULTS_DAYS, MAX_KEPT_FAULTS } from '@linzhang/shared/aum/aum.rules';
import { faultLine } from '@linzhang/shared/aum/aumWords.rules';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Tag } from '../../components/display/Tag';
import { DownloadButton } from '../../components/file/DownloadButton';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { countOf } from '../../lib/numbers';
import { usePages } from '../../lib/usePages';
import { getAumFaultFile, listAumFaults } from './imports.api';

/** Rows of a list that were not taken, or not wholly: each with its reason, all as a file to put right. */
export function FaultList({ file }: { file: AumImport }) {
  const { id, rejected, noted } = file;
  const params = { importId: id };
  const pages = usePages((cursor) => listAumFaults({ params, query: { cursor } }), id);
  const empty = (
    <Empty icon="clock" title="已经清除" text={`有问题的行只保留 ${FAULTS_DAYS} 天，需要时请再传一次名单。`} />
  );
  const count = rejected + noted;
  return (
    <Section title="有问题的行" count={countOf(count)}>
      <DownloadButton id="download-faults" size="small" read={() => getAumFaultFile({ params })}>
        下载有问题的行
      </DownloadButton>
      {count > MAX_KEPT_FAULTS ? (
        <Notice text={`有问题的行太多，这里和文件里只有前 ${countOf(MAX_KEPT_FAULTS)} 行`} />
      ) : null}
      <Notice tone="sky" icon="info" text="在下载的文件里改好，直接再传就可以；已导入的行不用再传。" />
      <PagedList pages={pages} keyOf={({ row }) => String(row)} empty={empty}>
        {(fault) => <FaultRow fault={fault} />}
      </PagedList>
    </Section>
  );
}

function FaultRow({ fault }: { fault: AumFault }) {
  const tag = fault.rejected ? <Tag text="没导入" tone="seal" /> : <Tag text="已导入" tone="amber" />;
  return (
    <Card flush>
      <Row title={`第 ${fault.row} 行`} note={faultLine(fault.faults)} tail={tag} />
    </Card>
  );
}
