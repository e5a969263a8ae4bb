import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Tag } from '../../components/display/Tag';
import { pressable } from '../../lib/accessible';
import { momentOf } from '../../lib/dates';
import classes from './ApprovalCard.module.scss';
import { factLines, OPENS, REASONS, STATUS_TAGS, TITLES } from './approvalWords';

interface ApprovalCardProps {
  approval: Approval;
  onOpen: () => void;
  onDecide: (approve: boolean) => void;
  onWithdraw: () => void;
}

/** What waits for a second person: what is asked, by whom, the numbers, and the two ways to answer. */
export function ApprovalCard({ approval, onOpen, onDecide, onWithdraw }: ApprovalCardProps) {
  const { kind, subject, status, facts, reason, requestedBy, requestedAt, decidedBy, decidedAt, note, can } = approval;
  return (
    <Card id={`approval-${approval.id}`}>
      <View className={classes.head}>
        <Text className={classes.title}>{TITLES[kind](subject.name)}</Text>
        <Tag {...STATUS_TAGS[status]} />
      </View>
      <Text className={classes.line}>{`${requestedBy.name} 申请 · ${momentOf(requestedAt)}`}</Text>
      {status === 'open' ? <Text className={classes.line}>{REASONS[kind]}</Text> : null}
      {reason ? <Text className={classes.line}>{`理由：${reason}`}</Text> : null}
      <Facts facts={factLines(facts)} />
      {OPENS[kind] ? (
        <View className={classes.open} {...pressable(onOpen)}>
          <Text>{OPENS[kind]}</Text>
        </View>
      ) : null}
      {decidedBy && decidedAt ? (
        <Text className={classes.line}>{`${decidedBy} ${momentOf(decidedAt)}${note ? `：${note}` : ''}`}</Text>
      ) : null}
      {can.decide ? (
        <View className={classes.steps}>
          <Button size="small" onTap={() => onDecide(true)}>
            同意
          </Button>
          <Button size="small" kind="ghost" onTap={() => onDecide(false)}>
            退回
          </Button>
        </View>
      ) : null}
      {can.withdraw ? (
        <View className={classes.steps}>
          <Button size="small" kind="ghost" onTap={onWithdraw}>
            撤回申请
          </Button>
        </View>
      ) : null}
    </Card>
  );
}
