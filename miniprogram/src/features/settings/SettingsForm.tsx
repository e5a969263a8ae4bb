import type { BranchSettings, SettingValues } from '@linzhang/shared/settings/settings.contract';
import { SETTING_NAMES, type SettingName } from '@linzhang/shared/settings/settings.rules';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Section } from '../../components/display/Section';
import { Check } from '../../components/form/Check';
import { Fields, Form } from '../../components/form/Form';
import { TextField } from '../../components/form/TextField';
import { useMutation } from '../../lib/useMutation';
import { changeSettings } from './settings.api';
import { boundsOf, isSwitch, labelOf, numberOf, SETTING_SECTIONS, SETTING_WORDS, typedOf } from './settingWords';

type Draft = Record<SettingName, string>;

interface SettingsFormProps {
  branchId: string;
  settings: BranchSettings;
  onDone: (settings: BranchSettings) => void;
}

/** The business numbers of a branch, changed all at once. */
export function SettingsForm({ branchId, settings, onDone }: SettingsFormProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(settings.values));
  const values = valuesOf(draft);
  const changed = values !== null && SETTING_NAMES.some((name) => values[name] !== settings.values[name]);
  const save = useMutation(
    (input: SettingValues) =>
      changeSettings({ params: { branchId }, body: { values: input, version: settings.version } }),
    onDone,
  );
  return (
    <Form>
      {SETTING_SECTIONS.map(({ title, names }) => (
        <Section key={title} title={title}>
          <Fields>
            {names.map((name) => (
              <SettingField
                key={name}
                name={name}
                value={draft[name]}
                onChange={(text) => setDraft((before) => ({ ...before, [name]: text }))}
              />
            ))}
          </Fields>
        </Section>
      ))}
      <ErrorNotice error={save.error} />
      <Button id="save-settings" disabled={!changed} busy={save.busy} onTap={() => values && save.submit(values)}>
        保存设置
      </Button>
    </Form>
  );
}

interface SettingFieldProps {
  name: SettingName;
  value: string;
  onChange: (value: string) => void;
}

function SettingField({ name, value, onChange }: SettingFieldProps) {
  const id = `setting-${name}`;
  if (isSwitch(name))
    return (
      <Check id={id} label={labelOf(name)} checked={value === '1'} onChange={(yes) => onChange(yes ? '1' : '0')} />
    );
  return (
    <TextField
      id={id}
      label={labelOf(name)}
      hint={SETTING_WORDS[name].hint}
      keyboard="digit"
      value={value}
      onChange={onChange}
      maxLength={12}
      error={numberOf(name, value) === null ? boundsOf(name) : null}
    />
  );
}

function draftOf(values: SettingValues): Draft {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, typedOf(name, values[name])])) as Draft;
}

/** What is sent; null while a number is not allowed. */
function valuesOf(draft: Draft): SettingValues | null {
  const entries = SETTING_NAMES.map((name): [SettingName, number | null] => [name, numberOf(name, draft[name])]);
  return entries.some(([, value]) => value === null) ? null : (Object.fromEntries(entries) as SettingValues);
}
