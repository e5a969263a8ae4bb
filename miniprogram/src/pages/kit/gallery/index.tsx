import { useState } from 'react';
import { Tabs } from '../../../components/action/Tabs';
import { Screen } from '../../../components/screen/Screen';
import { Actions } from './Actions';
import { Displays } from './Displays';
import { Forms } from './Forms';
import { Overlays } from './Overlays';
import { States } from './States';

const PARTS = [
  { value: 'displays', text: '显示' },
  { value: 'actions', text: '操作' },
  { value: 'forms', text: '填写' },
  { value: 'states', text: '状态' },
  { value: 'overlays', text: '弹出' },
] as const;

/** Every component in every state; development only. */
export default function GalleryPage() {
  const [part, setPart] = useState<(typeof PARTS)[number]['value']>('displays');
  return (
    <Screen id="kit">
      <Tabs label="组件" options={PARTS} value={part} onChange={setPart} />
      {part === 'displays' ? <Displays /> : null}
      {part === 'actions' ? <Actions /> : null}
      {part === 'forms' ? <Forms /> : null}
      {part === 'states' ? <States /> : null}
      {part === 'overlays' ? <Overlays /> : null}
    </Screen>
  );
}
