import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { Result } from '../../components/display/Result';
import { Seal } from '../../components/display/Seal';
import { Icon } from '../../components/icon/Icon';
import { useClock } from '../../lib/useClock';
import classes from './ScanPanel.module.scss';
import { handOutWords } from './scanWords';
import type { LastScan } from './useScanDesk';

interface ScanPanelProps {
  booth: { name: string; sealText: string; task: string | null } | null;
  last: LastScan | null;
  onUndo: (stampId: string) => void;
  /** Opens the handing out of a prize that was just earned. */
  onHandOut: (claimId: string) => void;
}

/** The last result, read from an arm's length; before the first scan, what this booth stamps. */
export function ScanPanel({ booth, last, onUndo, onHandOut }: ScanPanelProps) {
  if (!last) return booth ? <BoothCard {...booth} /> : null;
  return (
    <View key={last.id} className={classes.panel}>
      <Result tone={last.tone} icon={last.icon} title={last.title} text={last.text}>
        <HandOuts last={last} onHandOut={onHandOut} />
      </Result>
      {last.answer?.result === 'stamped' ? <UndoLine answer={last.answer} onUndo={onUndo} /> : null}
    </View>
  );
}

function BoothCard({ name, sealText, task }: { name: string; sealText: string; task: string | null }) {
  return (
    <Card>
      <View className={classes.booth}>
        <Seal text={sealText} label={name} />
        <View className={classes.words}>
          <Text className={classes.name}>{name}</Text>
          <Text className={classes.note}>{task ? `客户完成“${task}”后盖章` : '请客户打开集章卡，出示集章码'}</Text>
        </View>
      </View>
    </Card>
  );
}

function HandOuts({ last, onHandOut }: { last: LastScan; onHandOut: (claimId: string) => void }) {
  if (last.answer?.result !== 'stamped') return null;
  return (
    <>
      {last.answer.handOut.map((item) => {
        const { text, now } = handOutWords(item);
        return (
          <View key={`${item.kind} ${item.name}`} className={now ? classes.give : classes.note}>
            <Icon name={item.kind === 'badge' ? 'stamp' : 'gift'} size={22} />
            <Text className={classes.given}>{text}</Text>
            {now && item.claimId ? (
              <Button id="hand-out" kind="ghost" size="small" onTap={() => onHandOut(item.claimId ?? '')}>
                发放
              </Button>
            ) : null}
          </View>
        );
      })}
    </>
  );
}

interface UndoLineProps {
  answer: { stampId: string; undoUntil: string };
  onUndo: (stampId: string) => void;
}

/** The way back, for as long as there is one. */
function UndoLine({ answer, onUndo }: UndoLineProps) {
  const now = useClock();
  const left = Math.ceil((Date.parse(answer.undoUntil) - now.getTime()) / 1000);
  if (left <= 0) return null;
  const time = left >= 60 ? `${Math.floor(left / 60)} 分 ${left % 60} 秒` : `${left} 秒`;
  return (
    <View className={classes.undo}>
      <Text>{`盖错了可以撤销，还剩 ${time}`}</Text>
      <Button id="undo-stamp" kind="ghost" size="small" onTap={() => onUndo(answer.stampId)}>
        撤销
      </Button>
    </View>
  );
}
