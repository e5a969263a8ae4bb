import { Switch } from '../../components/form/Check';
import { MomentField } from '../../components/form/MomentField';
import { TextField } from '../../components/form/TextField';
import type { EventDraft } from './eventDraft';

interface SignupFieldsProps {
  value: EventDraft['signup'];
  onChange: (value: EventDraft['signup']) => void;
}

/** Whether one has to sign up, how many may, and when. */
export function SignupFields({ value, onChange }: SignupFieldsProps) {
  const change = (part: Partial<EventDraft['signup']>) => onChange({ ...value, ...part });
  return (
    <>
      <Switch
        id="signup-on"
        label="需要报名"
        note="名额满后自动候补，有人取消就依次补上"
        checked={value.on}
        onChange={(on) => change({ on })}
      />
      {value.on ? (
        <>
          <TextField
            id="capacity"
            label="名额"
            optional
            hint="不填就不限人数"
            keyboard="number"
            value={value.capacity}
            onChange={(capacity) => change({ capacity })}
            maxLength={6}
          />
          <MomentField
            id="opens-at"
            label="报名开始"
            value={value.opensAt}
            onChange={(opensAt) => change({ opensAt })}
          />
          <MomentField
            id="closes-at"
            label="报名结束"
            value={value.closesAt}
            onChange={(closesAt) => change({ closesAt })}
          />
        </>
      ) : null}
    </>
  );
}
