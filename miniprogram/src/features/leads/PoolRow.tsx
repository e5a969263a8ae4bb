import type { Lead } from '@linzhang/shared/leads/leads.contract';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { pressable } from '../../lib/accessible';
import { dayOf, momentOf } from '../../lib/dates';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { takeLead } from './leads.api';
import { nameOf, poolLine, whyOf } from './leadWords';
import classes from './PoolRow.module.scss';

interface PoolRowProps {
  lead: Lead;
  /** Why nobody more may be taken now; null where there is room. */
  full: string | null;
  onOpen: (lead: Lead) => void;
  /** It is this person's now, or somebody else was faster. */
  onTaken: (lead: Lead) => void;
  onGone: () => void;
}

/** A lead of the pool: who, where it stands by the principles, and the button that takes it, or why not. */
export function PoolRow({ lead, full, onOpen, onTaken, onGone }: PoolRowProps) {
  const take = useMutation(
    (leadId: string, requestId) => takeLead({ params: { leadId }, body: { requestId } }),
    (taken) => {
      toast(taken.dueAt ? `领到了，请在${momentOf(taken.dueAt)} 前联系` : '领到了');
      onTaken(taken);
    },
  );
  const gone = take.error?.code === 'lead_taken';
  const whyNot = gone ? null : (full ?? restOf(lead));
  return (
    <Card id={`pool-${lead.id}`}>
      <View className={classes.row}>
        <View className={classes.words} {...pressable(() => onOpen(lead))}>
          <Text className={classes.name}>{nameOf(lead)}</Text>
          <Text className={classes.line}>{poolLine(lead)}</Text>
          <Text className={classes.line}>{whyOf(lead)}</Text>
          {whyNot ? <Text className={classes.line}>{whyNot}</Text> : null}
        </View>
        {lead.can.take && !whyNot ? (
          <View>
            <Button
              size="small"
              kind="ghost"
              busy={take.busy}
              busyText="领取中"
              onTap={() => (gone ? onGone() : take.submit(lead.id))}
            >
              {gone ? '刷新' : '领取'}
            </Button>
          </View>
        ) : null}
      </View>
      <ErrorNotice error={take.error} />
    </Card>
  );
}

/** Who gave a lead back waits before taking it again. */
function restOf({ restsUntil }: Lead): string | null {
  return restsUntil ? `您刚退回过，${dayOf(restsUntil)}起可以再领` : null;
}
