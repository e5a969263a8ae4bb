import type { AumImport } from '@linzhang/shared/aum/aum.contract';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Figure } from '../../components/display/Figure';
import { Notice } from '../../components/display/Notice';
import { Progress, Steps } from '../../components/display/Progress';
import { sizeOf } from '../../components/file/UploadProgress';
import { momentOf } from '../../lib/dates';
import { countOf, wanOf } from '../../lib/numbers';
import classes from './ImportDetail.module.scss';
import { faultOf, movedOf, outcomeOf, STEP_OF, STEPS, shiftOf } from './importWords';

interface ImportDetailProps {
  file: AumImport;
  /** The server is not heard any more. */
  lost: boolean;
  onInbox: () => void;
  onDoubts: () => void;
  /** Where the next list is sent from. */
  onAgain: () => void;
}

/** One list: where it stands, what it brought, what it moves. */
export function ImportDetail({ file, lost, onInbox, onDoubts, onAgain }: ImportDetailProps) {
  const step = STEP_OF[file.status];
  return (
    <>
      <Card id="import-state">
        <Text className={classes.name}>{file.fileName}</Text>
        {step === null ? null : <Steps titles={STEPS} current={step} />}
        <View className={classes.state}>
          <State file={file} />
        </View>
      </Card>
      {lost ? <Notice icon="offline" text="暂时连不上服务器，导入不受影响，连上后会接着显示" /> : null}
      <Waiting file={file} onInbox={onInbox} />
      <Card>
        <Facts facts={factsOf(file)} />
      </Card>
      {step === null ? (
        <Button id="send-again" onTap={onAgain}>
          再传一份
        </Button>
      ) : null}
      {file.status === 'done' ? (
        <Card flush>
          <Row id="open-doubts" icon="help" title="待核对客户" note="名单里对不准是哪位会员的客户" onTap={onDoubts} />
        </Card>
      ) : null}
    </>
  );
}

function State({ file }: { file: AumImport }) {
  const { status, rows, done, applied, rejected, matched } = file;
  if (status === 'done')
    return (
      <View id="import-done" className={classes.figures}>
        <Figure value={countOf(applied)} unit="行" caption="已导入" tone="jade" />
        <Figure value={countOf(rejected)} unit="行" caption="没导入" tone={rejected > 0 ? 'seal' : 'ink'} />
        <Figure value={countOf(matched)} unit="位" caption="新对上的会员" />
      </View>
    );
  if (status === 'failed') return <Notice tone="seal" text={`整份没有导入：${faultOf(file)}`} />;
  if (status === 'dropped') return <Notice tone="amber" text={outcomeOf(file)} />;
  if (status === 'applying') return <Progress share={rows ? done / rows : 0} text={outcomeOf(file)} tone="jade" />;
  return <Text className={classes.line}>{outcomeOf(file)}</Text>;
}

/** Why a list is not taken yet. */
function Waiting({ file, onInbox }: { file: AumImport; onInbox: () => void }) {
  const { status, beforeFen, movedFen } = file;
  if (status !== 'waiting' || beforeFen === null || movedFen === null) return null;
  const shift = shiftOf(beforeFen, movedFen);
  const text = `资产总额会变动 ${shift ?? ''}，要另一位主任或管理员在待办里同意才导入。传错了可以在待办里撤回。`;
  return <Notice text={text} action="去待办" onAction={onInbox} />;
}

function factsOf(file: AumImport): [string, string | null][] {
  const { number, bytes, uploadedBy, uploadedAt, endedAt, rows, noted, beforeFen } = file;
  return [
    ['第几份', `本网点第 ${number} 份`],
    ['大小', sizeOf(bytes)],
    ['上传', `${uploadedBy} ${momentOf(uploadedAt)}`],
    ['行数', rows === null ? null : countOf(rows)],
    ['其中要留意', noted > 0 ? `${countOf(noted)} 行，客户经理工号不认识` : null],
    ['导入前资产总额', beforeFen === null ? null : wanOf(beforeFen)],
    ['变动', movedOf(file)],
    ['结束', endedAt ? momentOf(endedAt) : null],
  ];
}
