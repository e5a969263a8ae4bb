import type { Lead } from '@linzhang/shared/leads/leads.contract';
import { View } from '@tarojs/components';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Tick } from '../../components/form/Tick';
import { pressable } from '../../lib/accessible';
import { dueOf, endOf, nameOf, placeLine, STATE_TAGS, whyOf } from './leadWords';
import classes from './PickableLead.module.scss';

interface PickableLeadProps {
  lead: Lead;
  picked: boolean;
  onPick: (picked: boolean) => void;
  onOpen: () => void;
}

/** A lead of the branch: who has it and how it stands; ticked to be assigned with others. */
export function PickableLead({ lead, picked, onPick, onOpen }: PickableLeadProps) {
  const name = nameOf(lead);
  return (
    <Card flush id={`branch-lead-${lead.id}`}>
      <View className={classes.line}>
        {lead.can.assign ? (
          <View
            className={classes.pick}
            {...pressable(() => onPick(!picked), { role: 'checkbox', checked: picked, label: `选择${name}` })}
          >
            <Tick checked={picked} />
          </View>
        ) : null}
        <View className={classes.row}>
          <Row title={`${name} · ${lead.score} 分`} note={`${whyOf(lead)}\n${standOf(lead)}`} onTap={onOpen} />
        </View>
      </View>
    </Card>
  );
}

/** Who has a lead and by when, where it lies, or how it ended. */
function standOf(lead: Lead): string {
  const { holder, state } = lead;
  if (lead.closedAt) return [holder?.name, endOf(lead)].filter(Boolean).join(' · ');
  if (!holder) return placeLine(lead);
  return [holder.name, STATE_TAGS[state].text, dueOf(lead)?.text].filter(Boolean).join(' · ');
}
