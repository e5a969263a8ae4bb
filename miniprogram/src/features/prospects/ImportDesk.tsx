import type { ProspectImport } from '@linzhang/shared/prospects/prospectImports.contract';
import { MAX_PROSPECT_FILE_BYTES, MAX_PROSPECT_ROWS } from '@linzhang/shared/prospects/prospectRow.rules';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Tag } from '../../components/display/Tag';
import { DownloadButton } from '../../components/file/DownloadButton';
import { sizeOf, UploadProgress } from '../../components/file/UploadProgress';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import type { Uploading } from '../../lib/files/useUpload';
import { countOf } from '../../lib/numbers';
import { usePages } from '../../lib/usePages';
import { useRepeated } from '../../lib/useRepeated';
import { importTag, isUnderWay, resultLine } from './importWords';
import { getProspectTemplate, listProspectImports } from './prospects.api';

/** How often the list is read again while a file is under way. */
const POLL_MS = 2_000;

interface ImportDeskProps {
  uploading: Uploading;
  /** Changes when the list must be read again. */
  version: number;
  onOpen: (file: ProspectImport) => void;
}

/** Brings a list of prospects in: the template, the file on its way, and what became of earlier ones. */
export function ImportDesk({ uploading, version, onOpen }: ImportDeskProps) {
  const pages = usePages((cursor) => listProspectImports({ query: { cursor } }), String(version));
  const underWay = pages.items?.some(isUnderWay) ?? false;
  useRepeated(async () => {
    if (pages.items?.some(isUnderWay)) await pages.reload();
    return POLL_MS;
  }, underWay);
  const limits = `最多 ${countOf(MAX_PROSPECT_ROWS)} 行、${sizeOf(MAX_PROSPECT_FILE_BYTES)}，.xlsx 或 .csv。`;
  return (
    <>
      <Notice tone="sky" icon="info" text={`先下载模板填好，再选择文件。${limits}名称和来源必填，重复的会自动跳过。`} />
      <DownloadButton id="download-template" read={() => getProspectTemplate()}>
        下载模板
      </DownloadButton>
      <UploadProgress uploading={uploading} />
      <Section title="导入过的">
        <PagedList
          pages={pages}
          keyOf={({ id }) => id}
          empty={
            <Empty icon="note" title="还没有导入过" text="导入的文件和结果会留在这里，有误的行可以下载改好再传。" />
          }
        >
          {(file) => (
            <Card flush>
              <Row
                icon="note"
                title={file.fileName}
                note={resultLine(file)}
                tail={<Tag {...importTag(file)} />}
                onTap={() => onOpen(file)}
              />
            </Card>
          )}
        </PagedList>
      </Section>
    </>
  );
}
