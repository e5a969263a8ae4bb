import { useState } from 'react';
import { Card } from '../../../components/display/Card';
import { Check, Switch } from '../../../components/form/Check';
import { CheckGroup } from '../../../components/form/CheckGroup';
import { Form } from '../../../components/form/Form';
import { PickerField } from '../../../components/form/PickerField';
import { PlaceField } from '../../../components/form/PlaceField';
import { draftOf } from '../../../components/form/placeDraft';
import { SearchField } from '../../../components/form/SearchField';
import { TextAreaField, TextField } from '../../../components/form/TextField';
import { toast } from '../../../lib/feedback';

type Fruit = 'apple' | 'pear' | 'plum';

const FRUITS: readonly { value: Fruit; text: string }[] = [
  { value: 'apple', text: '苹果' },
  { value: 'pear', text: '梨' },
  { value: 'plum', text: '李子' },
];

/** What is filled in. */
export function Forms() {
  const [text, setText] = useState('');
  const [fruit, setFruit] = useState<Fruit | null>(null);
  const [fruits, setFruits] = useState<Fruit[]>(['pear']);
  const [place, setPlace] = useState(draftOf(null));
  return (
    <Form>
      <SearchField label="搜索" onSearch={(found) => toast(`搜索 ${found}`)} />
      <TextField label="姓名" value={text} onChange={setText} placeholder="请输入" hint="提示说明" />
      <TextField label="工号" value="A001" onChange={setText} error="这个工号已被使用" />
      <TextField label="激活码" value="12345678" onChange={setText} keyboard="number" code />
      <TextField label="不能改" value="固定的内容" onChange={setText} disabled />
      <TextAreaField label="备注" optional value={text} onChange={setText} />
      <PickerField label="水果" options={FRUITS} value={fruit} onChange={setFruit} />
      <CheckGroup label="喜欢的" options={FRUITS} values={fruits} onChange={setFruits} />
      <Toggles />
      <PlaceField value={place} onChange={setPlace} errors={{ address: '地址太短' }} />
    </Form>
  );
}

function Toggles() {
  const [on, setOn] = useState(false);
  return (
    <Card>
      <Check label="接收优惠和活动消息" note="之后可随时关闭" checked={on} onChange={setOn} />
      <Check label="已勾选且不可改" checked onChange={setOn} disabled />
      <Switch label="开关" note="立即生效" checked={on} onChange={setOn} />
      <Switch label="打开且不可改" checked onChange={setOn} disabled />
    </Card>
  );
}
