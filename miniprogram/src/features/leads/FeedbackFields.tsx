import { CheckGroup } from '../../components/form/CheckGroup';
import { TextAreaField, TextField } from '../../components/form/TextField';
import { ASSET_OPTIONS, PRODUCT_OPTIONS } from './feedbackWords';
import type { FollowUpDraft } from './followUpDraft';

type Texts = 'decisionMaker' | 'informant' | 'actor' | 'target';

const TEXTS: readonly { name: Texts; label: string; hint?: string; maxLength: number }[] = [
  { name: 'decisionMaker', label: '谁拿主意', maxLength: 40 },
  { name: 'informant', label: '谁告诉我们的', maxLength: 40 },
  { name: 'actor', label: '谁来办', maxLength: 40 },
  { name: 'target', label: '想推荐什么', hint: '比如 三个月理财、代发工资', maxLength: 60 },
];

interface FeedbackFieldsProps {
  draft: FollowUpDraft;
  onChange: (part: Partial<FollowUpDraft>) => void;
}

/** What was learned of the customer; all of it may stay open. */
export function FeedbackFields({ draft, onChange }: FeedbackFieldsProps) {
  return (
    <>
      <CheckGroup
        label="有哪些资产"
        optional
        options={ASSET_OPTIONS}
        values={draft.assets}
        onChange={(assets) => onChange({ assets })}
      />
      <CheckGroup
        label="在用哪些产品"
        optional
        options={PRODUCT_OPTIONS}
        values={draft.products}
        onChange={(products) => onChange({ products })}
      />
      {TEXTS.map(({ name, label, hint, maxLength }) => (
        <TextField
          key={name}
          id={`feedback-${name}`}
          label={label}
          optional
          {...(hint ? { hint } : {})}
          value={draft[name]}
          onChange={(text) => onChange({ [name]: text })}
          maxLength={maxLength}
        />
      ))}
      <TextAreaField
        id="feedback-plan"
        label="接下来怎么做"
        optional
        value={draft.plan}
        onChange={(plan) => onChange({ plan })}
        maxLength={500}
      />
    </>
  );
}
