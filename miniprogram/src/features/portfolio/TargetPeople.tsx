import type { Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import type { PortfolioTargets } from '@linzhang/shared/portfolio/portfolioTargets.contract';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Sheet } from '../../components/overlay/Sheet';
import { countOf } from '../../lib/numbers';
import { TargetFields } from './TargetFields';
import classes from './TargetForm.module.scss';
import { effectOf, NOTHING_TYPED, ownWords, personFollows, type TargetDraft, type TargetsDraft } from './targetDraft';

type Person = PortfolioTargets['people'][number];

interface TargetPeopleProps {
  targets: PortfolioTargets;
  draft: TargetsDraft;
  /** A quarter that is over keeps its targets. */
  over: boolean;
  onChange: (id: string, draft: TargetDraft) => void;
}

/** The branch's targets broken down to its people; each may have targets of the own. */
export function TargetPeople({ targets, draft, over, onChange }: TargetPeopleProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  const { branch, people } = effectOf(targets, draft);
  const growthOf = ({ id }: Person) => people.get(id)?.growth ?? 0;
  const missing = branch.growth - targets.people.reduce((sum, person) => sum + growthOf(person), 0);
  const open = targets.people.find(({ id }) => id === openId);
  if (targets.people.length === 0) return null;
  return (
    <Section title="分到每个人" count={`${targets.people.length} 人`}>
      <Text className={classes.note}>“抢”的人数按季初的维护客户数分，其余各项和网点一样。点开一个人可以单独定。</Text>
      <Card flush>
        {targets.people.map((person) => (
          <Row
            key={person.id}
            id={`target-of-${person.id}`}
            title={person.name}
            note={ownNote(person, draft)}
            value={`抢 ${countOf(growthOf(person))} 人`}
            onTap={() => setOpenId(person.id)}
          />
        ))}
      </Card>
      {missing === 0 ? null : <Notice text={gapWords(missing)} />}
      {open ? (
        <PersonSheet
          person={open}
          {...{ targets, draft, over }}
          onChange={(typed) => onChange(open.id, typed)}
          onClose={() => setOpenId(null)}
        />
      ) : null}
    </Section>
  );
}

function ownNote({ id, atStart }: Person, { people }: TargetsDraft): string {
  const own = ownWords(people[id] ?? NOTHING_TYPED);
  return own ? `单独定：${own}` : `季初 ${countOf(atStart)} 位客户`;
}

function gapWords(missing: number): string {
  const count = countOf(Math.abs(missing));
  return `每个人的“抢”加起来比网点的目标${missing > 0 ? '少' : '多'} ${count} 人`;
}

interface PersonSheetProps extends Pick<TargetPeopleProps, 'targets' | 'draft' | 'over'> {
  person: Person;
  onChange: (typed: TargetDraft) => void;
  onClose: () => void;
}

function PersonSheet({ person, targets, draft, over, onChange, onClose }: PersonSheetProps) {
  const ofBranch = draft.branch;
  const because = (figure: Figure) => {
    if (ofBranch[figure].trim() === '') return '默认';
    return figure === 'growth' ? `按季初 ${countOf(person.atStart)} 位客户分到` : '同网点';
  };
  return (
    <Sheet
      open
      title={`${person.name}的目标`}
      onClose={onClose}
      footer={<Button onTap={onClose}>{over ? '关闭' : '填好了'}</Button>}
    >
      <TargetFields
        whose="person"
        draft={draft.people[person.id] ?? NOTHING_TYPED}
        follows={personFollows(targets, draft, person.id)}
        because={because}
        fixed={over}
        onChange={onChange}
      />
    </Sheet>
  );
}
