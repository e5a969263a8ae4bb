import { CheckGroup } from '../../components/form/CheckGroup';
import { PickerField } from '../../components/form/PickerField';
import type { ChannelDraft } from './channelDraft';

const DAYS = ['1', '2', '3', '4', '5', '6', '0'] as const;
const DAY_WORDS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const DAY_OPTIONS = DAYS.map((value) => ({ value: value as string, text: DAY_WORDS[Number(value)] ?? '' }));

const HALF_HOURS = 48;
const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
const CLOCKS = Array.from({ length: HALF_HOURS + 1 }, (_, i) => ({ value: String(i * 30), text: clock(i * 30) }));

interface ScheduleFieldsProps {
  draft: ChannelDraft;
  error: string | null;
  onChange: (part: Partial<ChannelDraft>) => void;
}

/** On which weekdays, and between which hours, the code counts. */
export function ScheduleFields({ draft, error, onChange }: ScheduleFieldsProps) {
  return (
    <>
      <CheckGroup
        label="每周开放"
        optional
        hint="一天都不选就是随时可用"
        options={DAY_OPTIONS}
        values={draft.days}
        onChange={(days) => onChange({ days })}
      />
      {draft.days.length > 0 ? (
        <>
          <PickerField
            label="从"
            options={CLOCKS.slice(0, -1)}
            value={draft.opensAt}
            onChange={(opensAt) => onChange({ opensAt })}
          />
          <PickerField
            label="到"
            options={CLOCKS.slice(1)}
            value={draft.closesAt}
            onChange={(closesAt) => onChange({ closesAt })}
            error={error}
          />
        </>
      ) : null}
    </>
  );
}
