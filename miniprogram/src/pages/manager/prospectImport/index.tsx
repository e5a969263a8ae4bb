import { useRouter } from '@tarojs/taro';
import { Button } from '../../../components/action/Button';
import { Loaded } from '../../../components/screen/Loaded';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { ImportDesk } from '../../../features/prospects/ImportDesk';
import { ImportResult } from '../../../features/prospects/ImportResult';
import { isUnderWay } from '../../../features/prospects/importWords';
import { getProspectImport, uploadProspectImport } from '../../../features/prospects/prospects.api';
import { pickFile } from '../../../lib/files/pickFile';
import { useUpload } from '../../../lib/files/useUpload';
import { decoded, openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useRepeated } from '../../../lib/useRepeated';
import { useVersion } from '../../../lib/useVersion';
import { managerPages } from '../../../paths';

/** Brings in a list of prospects; with an id it shows what became of one file. */
export default function ProspectImportPage() {
  const id = decoded(useRouter().params['id']);
  return id ? <Result id={id} /> : <Desk />;
}

/** The end of a longer name says most, and what kind of file it is. */
const LONGEST_NAME = 100;

const open = (id: string) => openPage(managerPages.prospectImport, { id });

function Desk() {
  const { version } = useVersion();
  const uploading = useUpload(
    (file, onProgress) =>
      uploadProspectImport({ query: { fileName: file.name.slice(-LONGEST_NAME) } }, file, onProgress),
    ({ id }) => open(id),
  );
  const footer = (
    <Button id="pick-file" disabled={uploading.busy} onTap={() => pickFile(['xlsx', 'csv'], uploading.send)}>
      选择文件
    </Button>
  );
  return (
    <WorkScreen id="prospect-import-page" needs="openWork" footer={footer}>
      {() => <ImportDesk uploading={uploading} version={version} onOpen={(file) => open(file.id)} />}
    </WorkScreen>
  );
}

/** How often a file is looked at while the server works on it. */
const POLL_MS = 1_500;

function Result({ id }: { id: string }) {
  const file = useQuery(() => getProspectImport({ params: { importId: id } }), id);
  const underWay = file.data !== undefined && isUnderWay(file.data);
  useRepeated(async () => {
    await file.reload();
    return POLL_MS;
  }, underWay);
  const footer =
    file.data && !underWay ? (
      <Button id="to-prospects" onTap={() => openPage(managerPages.prospects)}>
        看潜在客户
      </Button>
    ) : null;
  return (
    <WorkScreen id="prospect-import-page" needs="openWork" footer={footer}>
      {() => <Loaded query={file}>{(data) => <ImportResult file={data} />}</Loaded>}
    </WorkScreen>
  );
}
