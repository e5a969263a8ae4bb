import type { Lead } from '@linzhang/shared/leads/leads.contract';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import { pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './LeadCard.module.scss';
import { dueOf, endOf, nameOf, STATE_TAGS, tierTag, whyOf } from './leadWords';

interface LeadCardProps {
  lead: Lead;
  /** The one to contact first: its button is the page's filled one. */
  foremost?: boolean;
  onOpen: () => void;
  onCall: () => void;
  onFollowUp: () => void;
}

/** An own lead: who, why, how urgent, by when, and the two things to do. */
export function LeadCard({ lead, foremost, onOpen, onCall, onFollowUp }: LeadCardProps) {
  const due = dueOf(lead);
  const end = endOf(lead);
  return (
    <Card id={`lead-${lead.id}`}>
      <LeadHeading lead={lead} onOpen={onOpen} />
      <Text className={classes.why}>{whyOf(lead)}</Text>
      <View className={classes.steps}>
        {lead.can.call ? (
          <View>
            <Button size="small" kind={foremost ? 'filled' : 'ghost'} icon="phone" onTap={onCall}>
              拨打
            </Button>
          </View>
        ) : null}
        {lead.can.followUp ? (
          <View>
            <Button size="small" kind="ghost" onTap={onFollowUp}>
              写跟进
            </Button>
          </View>
        ) : null}
        {due ? <Text className={classesOf(classes.due, due.late && classes.late)}>{due.text}</Text> : null}
        {end ? <Text className={classes.end}>{end}</Text> : null}
      </View>
    </Card>
  );
}

/** Name, tier and score in a line that opens the lead. */
export function LeadHeading({ lead, onOpen }: { lead: Lead; onOpen: () => void }) {
  const tier = tierTag(lead);
  const name = nameOf(lead);
  return (
    <View className={classes.head} {...pressable(onOpen)}>
      <Text className={classes.name}>{name}</Text>
      {tier ? <Tag {...tier} /> : null}
      {lead.subject.kind === 'prospect' ? <Tag text="潜客" /> : null}
      {lead.state === 'qualified' || lead.state === 'won' || lead.state === 'lost' ? (
        <Tag {...STATE_TAGS[lead.state]} />
      ) : null}
      <Text className={classes.score}>{String(lead.score)}</Text>
    </View>
  );
}
