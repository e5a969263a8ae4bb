import type { Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import type { PortfolioTargets } from '@linzhang/shared/portfolio/portfolioTargets.contract';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Fields, Form } from '../../components/form/Form';
import { momentOf } from '../../lib/dates';
import { useMutation } from '../../lib/useMutation';
import { setPortfolioTargets } from './portfolio.api';
import { TargetFields } from './TargetFields';
import classes from './TargetForm.module.scss';
import { TargetPeople } from './TargetPeople';
import { bodyOf, branchFollows, draftOf, type TargetsDraft } from './targetDraft';

interface TargetFormProps {
  targets: PortfolioTargets;
  /** A quarter that is over keeps its targets. */
  over: boolean;
  onDone: (targets: PortfolioTargets) => void;
  /** Reads again what somebody else changed meanwhile. */
  onReload: () => Promise<unknown>;
}

/** What a branch and its people should reach in a quarter, saved all at once. */
export function TargetForm({ targets, over, onDone, onReload }: TargetFormProps) {
  const [draft, setDraft] = useState<TargetsDraft>(() => draftOf(targets));
  const because = (figure: Figure) => (figure === 'growth' && targets.people.length > 0 ? '每个人加起来' : '默认');
  return (
    <Form>
      {over ? <Notice tone="sky" icon="info" text="这一季已经结束，目标不能再改。" /> : null}
      <Section title={`${targets.branch.name}的目标`}>
        <Fields>
          <TargetFields
            whose="branch"
            draft={draft.branch}
            follows={branchFollows(targets, draft)}
            because={because}
            fixed={over}
            onChange={(branch) => setDraft((before) => ({ ...before, branch }))}
          />
        </Fields>
      </Section>
      <TargetPeople
        targets={targets}
        draft={draft}
        over={over}
        onChange={(id, person) => setDraft((before) => ({ ...before, people: { ...before.people, [id]: person } }))}
      />
      {over ? null : <Save targets={targets} draft={draft} onDone={onDone} onReload={onReload} />}
      {targets.changedBy && targets.changedAt ? (
        <Text className={classes.by}>{`${targets.changedBy} ${momentOf(targets.changedAt)} 改过`}</Text>
      ) : null}
    </Form>
  );
}

function Save({ targets, draft, onDone, onReload }: Omit<TargetFormProps, 'over'> & { draft: TargetsDraft }) {
  const body = bodyOf(targets, draft);
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(targets));
  const save = useMutation((input: NonNullable<typeof body>) => setPortfolioTargets({ body: input }), onDone);
  return (
    <>
      <ErrorNotice error={save.error} />
      {save.error?.code === 'version_conflict' ? (
        <Button id="reload-targets" kind="ghost" onTap={onReload}>
          看看改了什么
        </Button>
      ) : null}
      <Button
        id="save-targets"
        disabled={!changed || body === null}
        busy={save.busy}
        onTap={() => body && save.submit(body)}
      >
        保存目标
      </Button>
    </>
  );
}
