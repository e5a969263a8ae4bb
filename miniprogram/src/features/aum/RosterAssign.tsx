import type { RosterFile } from '@linzhang/shared/aum/owners.contract';
import { MAX_ROSTER_BYTES, MAX_ROSTER_ROWS } from '@linzhang/shared/aum/roster.rules';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { UploadProgress } from '../../components/file/UploadProgress';
import { type PickedFile, pickFile } from '../../lib/files/pickFile';
import { useUpload } from '../../lib/files/useUpload';
import { countOf } from '../../lib/numbers';
import { AssignSteps } from './AssignSteps';
import { fileRefusal, LIST_KINDS, sentName } from './listFile';
import { readRoster } from './owners.api';
import { ROSTER_FAULT_WORDS, rosterFaultOf } from './ownerWords';
import classes from './UploadList.module.scss';

/** Gives customers to managers by a file: first what it says, then the step. */
export function RosterAssign({ branchId }: { branchId: string }) {
  const [roster, setRoster] = useState<RosterFile | null>(null);
  if (roster?.fault === null)
    return <RosterPreview branchId={branchId} roster={roster} onAgain={() => setRoster(null)} />;
  return <RosterChoice branchId={branchId} fault={roster ? rosterFaultOf(roster) : null} onRead={setRoster} />;
}

interface RosterChoiceProps {
  branchId: string;
  /** Why the file before was not read. */
  fault: string | null;
  onRead: (roster: RosterFile) => void;
}

function RosterChoice({ branchId, fault, onRead }: RosterChoiceProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const uploading = useUpload(
    (file, onProgress) => readRoster({ query: { branchId, fileName: sentName(file.name) } }, file, onProgress),
    onRead,
  );
  const take = (file: PickedFile) => {
    const refused = fileRefusal(file, MAX_ROSTER_BYTES);
    setRefusal(refused);
    if (!refused) uploading.send(file);
  };
  const wrong = uploading.file ? null : (refusal ?? fault);
  return (
    <>
      <Card>
        <Text className={classes.lead}>
          {`表格里有“客户号”和“客户经理工号”两列就可以，一次最多 ${countOf(MAX_ROSTER_ROWS)} 行。选好后先给您看结果，确认了才分配。`}
        </Text>
        {wrong ? <Notice tone="seal" text={wrong} /> : null}
        <Button id="pick-roster" disabled={uploading.busy} onTap={() => pickFile(LIST_KINDS, take)}>
          选择花名册
        </Button>
      </Card>
      <UploadProgress uploading={uploading} />
    </>
  );
}

/** Rows that are named where a roster has many bad ones. */
const MOST_SHOWN = 50;

interface RosterPreviewProps {
  branchId: string;
  roster: RosterFile;
  onAgain: () => void;
}

function RosterPreview({ branchId, roster, onAgain }: RosterPreviewProps) {
  const { rows } = roster;
  const rest = <NotAssigned roster={roster} onAgain={onAgain} />;
  if (rows.length === 0)
    return (
      <>
        <Notice tone="seal" text="这份花名册里没有可以分配的行，请看下面的原因，改好再选" />
        {rest}
      </>
    );
  return (
    <AssignSteps
      branchId={branchId}
      rows={rows}
      nameOf={({ customerNo }) => customerNo ?? ''}
      verb="分配"
      onDone={onAgain}
      above={<Receivers roster={roster} />}
      below={rest}
    />
  );
}

/** Who gets how many. */
function Receivers({ roster: { rows, managers } }: { roster: RosterFile }) {
  return (
    <Section title="分给谁" count={`共 ${countOf(rows.length)} 位`}>
      <Card id="roster-managers">
        <Facts
          facts={managers.map(({ number, name, customers }) => [`${name}（${number}）`, `${countOf(customers)} 位`])}
        />
      </Card>
    </Section>
  );
}

/** Rows that give nobody to anybody, and the way to another file. */
function NotAssigned({ roster: { rejected }, onAgain }: Pick<RosterPreviewProps, 'roster' | 'onAgain'>) {
  return (
    <>
      {rejected.length > 0 ? (
        <Section title="不会分配的行" count={countOf(rejected.length)}>
          <Card id="roster-rejected">
            <Facts
              facts={rejected
                .slice(0, MOST_SHOWN)
                .map(({ row, customerNo, because }) => [`第 ${row} 行 ${customerNo}`, ROSTER_FAULT_WORDS[because]])}
            />
          </Card>
          {rejected.length > MOST_SHOWN ? <Notice text={`只列出前 ${MOST_SHOWN} 行，请先改这些再选一次`} /> : null}
        </Section>
      ) : null}
      <Button id="other-roster" kind="ghost" onTap={onAgain}>
        换一份花名册
      </Button>
    </>
  );
}
