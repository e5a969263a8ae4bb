import type { AumImport } from '@linzhang/shared/aum/aum.contract';
import { useState } from 'react';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Section } from '../../../components/display/Section';
import { ImportList } from '../../../features/aum/ImportList';
import { UploadList } from '../../../features/aum/UploadList';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { toast } from '../../../lib/feedback';
import { openPage } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { branchPages } from '../../../paths';

/** 资产导入: the bank's list is sent, and what became of those before. */
export default function ImportsPage() {
  const [reads, setReads] = useState(0);
  const version = useVisits() + reads;
  return (
    <WorkScreen id="branch-imports" needs="headBranch" onRefresh={async () => setReads((count) => count + 1)}>
      {(me) => (
        <BranchChoice me={me}>
          {(branchId) => (
            <>
              <UploadList branchId={branchId} onDone={openNew} />
              <Card flush>
                <Row
                  id="open-doubts"
                  icon="help"
                  title="待核对客户"
                  note="名单里对不准是哪位会员的客户"
                  onTap={() => openPage(branchPages.doubts, { branchId })}
                />
                <Row
                  id="open-assignment"
                  icon="people"
                  title="分配维护人"
                  note="按花名册，或挑选客户"
                  onTap={() => openPage(branchPages.assignment, { branchId })}
                />
              </Card>
              <Section title="导入过的名单">
                <ImportList branchId={branchId} version={version} onOpen={openOne} />
              </Section>
            </>
          )}
        </BranchChoice>
      )}
    </WorkScreen>
  );
}

function openOne({ id }: AumImport): void {
  openPage(branchPages.import, { id });
}

/** The same file again is not read again: what became of it is shown. */
function openNew(file: AumImport): void {
  if (file.status !== 'uploaded') toast('这份文件以前传过，没有重复导入');
  openOne(file);
}
