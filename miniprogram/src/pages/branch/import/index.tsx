import type { AumImport } from '@linzhang/shared/aum/aum.contract';
import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { FaultList } from '../../../features/aum/FaultList';
import { ImportDetail } from '../../../features/aum/ImportDetail';
import { getAumImport } from '../../../features/aum/imports.api';
import { isRunning, useImport } from '../../../features/aum/useImport';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded, openPage, replacePage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { branchPages, workPages } from '../../../paths';

/** One list of the bank: how far it is, what it brought, which rows were not taken. */
export default function ImportPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="branch-import" needs="headBranch">
      {() => <Detail id={id} />}
    </WorkScreen>
  );
}

function Detail({ id }: { id: string }) {
  const visits = useVisits();
  const read = useQuery(() => getAumImport({ params: { importId: id } }), `${id}|${visits}`);
  return <Loaded query={read}>{(data) => <Followed read={data} />}</Loaded>;
}

function Followed({ read }: { read: AumImport }) {
  const { file, lost } = useImport(read);
  const branchId = file.branch.id;
  return (
    <>
      <ImportDetail
        file={file}
        lost={lost}
        onInbox={() => openPage(workPages.inbox)}
        onDoubts={() => openPage(branchPages.doubts, { branchId })}
        onAgain={() => replacePage(branchPages.imports)}
      />
      {!isRunning(file) && file.rejected + file.noted > 0 ? <FaultList file={file} /> : null}
    </>
  );
}
