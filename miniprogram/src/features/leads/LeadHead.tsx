import type { LeadDetail } from '@linzhang/shared/leads/leads.contract';
import { SEGMENT_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { Progress } from '../../components/display/Progress';
import { Seal } from '../../components/display/Seal';
import { Tag } from '../../components/display/Tag';
import classes from './LeadHead.module.scss';
import { dueOf, nameOf, STATE_TAGS, standingLine, towardsNext } from './leadWords';

/** Who a lead is about: name, number, who serves, where the assets stand. */
export function LeadHead({ lead }: { lead: LeadDetail }) {
  const { standing, phone } = lead;
  const toNext = standing && towardsNext(standing);
  return (
    <Card>
      <View className={classes.head}>
        <View className={classes.words}>
          <Text className={classes.name}>{nameOf(lead)}</Text>
          <Text className={classes.line}>{[phone, servedBy(lead)].filter(Boolean).join(' · ')}</Text>
          {standing ? <Text className={classes.line}>{standingLine(standing)}</Text> : null}
          <Tags lead={lead} />
        </View>
        {standing ? (
          <Seal
            size="small"
            text={standing.segment}
            label={`象限 ${standing.segment} ${SEGMENT_NAMES[standing.segment]}`}
          />
        ) : (
          <Initial name={nameOf(lead)} tone={lead.subject.kind === 'prospect' ? 'sky' : 'seal'} />
        )}
      </View>
      {toNext ? <Progress {...toNext} /> : null}
    </Card>
  );
}

function Tags({ lead }: { lead: LeadDetail }) {
  const due = dueOf(lead);
  return (
    <View className={classes.tags}>
      <Tag {...STATE_TAGS[lead.state]} />
      {due ? <Tag text={due.text} tone={due.late ? 'seal' : 'plain'} icon="clock" /> : null}
    </View>
  );
}

/** `维护人 周敏`, and who brought the customer where that is another. */
function servedBy({ owner, origin, holder, branch }: LeadDetail): string {
  const words = [
    owner ? `维护人 ${owner.name}` : null,
    origin && origin.id !== owner?.id ? `首维护人 ${origin.name}` : null,
    holder && holder.id !== owner?.id ? `跟进人 ${holder.name}` : null,
  ].filter(Boolean);
  return words.length > 0 ? words.join(' · ') : branch.name;
}
