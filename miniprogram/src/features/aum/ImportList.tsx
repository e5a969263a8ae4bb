import type { AumImport } from '@linzhang/shared/aum/aum.contract';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listAumImports } from './imports.api';
import { outcomeOf, STATUS_TAGS } from './importWords';
import { useImport } from './useImport';

interface ImportListProps {
  branchId: string;
  onOpen: (file: AumImport) => void;
  /** Changes when the list must be read again. */
  version: number;
}

/** Lists of a branch that were sent, newest first; those under way move on by themselves. */
export function ImportList({ branchId, onOpen, version }: ImportListProps) {
  const pages = usePages((cursor) => listAumImports({ query: { branchId, cursor } }), `${branchId}|${version}`);
  const empty = (
    <Empty icon="note" title="还没有导入过" text="下载模板，填好或从银行系统导出名单，点上方“选择名单文件”传上来。" />
  );
  return (
    <PagedList quietEnd pages={pages} keyOf={(file) => file.id} empty={empty}>
      {(file) => <ImportRow read={file} onOpen={onOpen} />}
    </PagedList>
  );
}

function ImportRow({ read, onOpen }: { read: AumImport; onOpen: (file: AumImport) => void }) {
  const { file } = useImport(read);
  return (
    <Card flush>
      <Row
        id={`import-${file.number}`}
        icon="note"
        title={file.fileName}
        note={`${momentOf(file.uploadedAt)} · ${outcomeOf(file)}`}
        tail={<Tag {...STATUS_TAGS[file.status]} />}
        onTap={() => onOpen(file)}
      />
    </Card>
  );
}
