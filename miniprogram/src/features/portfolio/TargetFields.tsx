import { FIGURES, type Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import type { Targets } from '@linzhang/shared/portfolio/targets.rules';
import { TextField } from '../../components/form/TextField';
import { FIGURE_WORDS, targetText } from './figureWords';
import { faultOf, type TargetDraft } from './targetDraft';

interface TargetFieldsProps {
  /** Whose fields they are, for their ids. */
  whose: string;
  draft: TargetDraft;
  /** What holds where nothing is typed, with why: 默认, 同网点. */
  follows: Targets;
  because: (figure: Figure) => string;
  onChange: (draft: TargetDraft) => void;
  fixed: boolean;
}

/** The five targets of a branch or of somebody. */
export function TargetFields({ whose, draft, follows, because, onChange, fixed }: TargetFieldsProps) {
  return (
    <>
      {FIGURES.map((figure) => (
        <TextField
          key={figure}
          id={`target-${whose}-${figure}`}
          label={labelOf(figure)}
          hint={`不填就是${targetText(figure, follows[figure]).replace('目标', '')}（${because(figure)}）`}
          error={faultOf(figure, draft[figure])}
          keyboard={FIGURE_WORDS[figure].decimals === 0 ? 'number' : 'digit'}
          value={draft[figure]}
          maxLength={9}
          disabled={fixed}
          onChange={(text) => onChange({ ...draft, [figure]: text })}
        />
      ))}
    </>
  );
}

/** `保 · 流失率不超过（%）`. */
function labelOf(figure: Figure): string {
  const { mark, name, unit } = FIGURE_WORDS[figure];
  const limit = figure === 'churn' ? '不超过' : '';
  return `${mark} · ${name}${limit}${unit ? `（${unit}）` : ''}`;
}
