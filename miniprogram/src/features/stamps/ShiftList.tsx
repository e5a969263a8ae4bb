import type { OwnAssignment } from '@linzhang/shared/stamps/scans.contract';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Seal } from '../../components/display/Seal';
import { Tag } from '../../components/display/Tag';
import { Empty } from '../../components/screen/Empty';
import { clockOf, windowOf } from '../../lib/dates';
import { isRunning, shiftOf, usePreparedShifts } from './preparedShifts';
import classes from './ShiftList.module.scss';
import { boothWords } from './scanWords';
import { usePrepareShift } from './usePrepareShift';

interface ShiftListProps {
  employeeId: string;
  items: readonly OwnAssignment[];
  onScan: (assignment: OwnAssignment) => void;
}

/** The booths of today, each with the way to its scanner. */
export function ShiftList({ employeeId, items, onScan }: ShiftListProps) {
  const prepare = usePrepareShift(employeeId);
  usePreparedShifts(employeeId);
  if (items.length === 0) {
    return (
      <Empty
        icon="stamp"
        title="今天没有您的班次"
        text="活动负责人把您排到摊位后，这里会显示活动、摊位和时间。需要时请联系负责人。"
      />
    );
  }
  const first = items.findIndex(({ open }) => open);
  return (
    <>
      <ErrorNotice error={prepare.error} />
      {items.map((assignment, index) => (
        <ShiftCard
          key={`${assignment.booth.id} ${assignment.from}`}
          employeeId={employeeId}
          assignment={assignment}
          first={index === Math.max(0, first)}
          busy={prepare.busy}
          onScan={() => onScan(assignment)}
          onPrepare={() => {
            const { booth, event } = assignment;
            return prepare.submit({ booth, event, deviceTime: new Date().toISOString() });
          }}
        />
      ))}
    </>
  );
}

interface ShiftCardProps {
  employeeId: string;
  assignment: OwnAssignment;
  /** The one to go to now: its button is the filled one of the page. */
  first: boolean;
  busy: boolean;
  onScan: () => void;
  onPrepare: () => unknown;
}

function ShiftCard({ employeeId, assignment, first, busy, onScan, onPrepare }: ShiftCardProps) {
  const { booth, event, from, until, open } = assignment;
  const prepared = shiftOf(employeeId, booth.id);
  const ready = prepared !== null && isRunning(prepared, new Date());
  return (
    <Card>
      <View className={classes.head}>
        <Seal text={booth.sealText} size="small" label={booth.name} />
        <View className={classes.words}>
          <Text className={classes.title}>{boothWords(booth)}</Text>
          <Text className={classes.note}>{event.name}</Text>
          <Text className={classes.note}>{`${windowOf(from, until)} · ${event.place}`}</Text>
        </View>
      </View>
      <View className={classes.tags}>
        {open ? <Tag text="现在可以盖章" tone="jade" icon="check" /> : <Tag text="还不能盖章" icon="clock" />}
        {ready ? (
          <Tag text={`离线准备到 ${clockOf(prepared.shift.until)}`} tone="jade" icon="offline" />
        ) : (
          <Tag text="没有做离线准备" tone="amber" icon="offline" />
        )}
      </View>
      <View className={classes.actions}>
        <Button id={`prepare-${booth.number}`} kind="ghost" busy={busy} onTap={onPrepare}>
          {ready ? '重新准备' : '离线准备'}
        </Button>
        <Button id={`open-booth-${booth.number}`} kind={first ? 'filled' : 'ghost'} icon="scan" onTap={onScan}>
          去盖章
        </Button>
      </View>
    </Card>
  );
}
