import { SHORT_POSITION_NAMES } from '@linzhang/shared/employees/positionNames.rules';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { CheckGroup } from '../../components/form/CheckGroup';
import { Sheet } from '../../components/overlay/Sheet';
import { Loaded } from '../../components/screen/Loaded';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { useQuery } from '../../lib/useQuery';
import { listSupporterChoices, setSupporters } from './customers.api';

/** People who may serve a member beside the owner. */
const MOST_SUPPORTERS = 5;

interface SupporterSheetProps {
  memberId: string;
  chosen: readonly string[];
  onDone: () => void;
  onClose: () => void;
}

/** Names who serves a customer beside the owner. */
export function SupporterSheet({ memberId, chosen, onDone, onClose }: SupporterSheetProps) {
  const [ids, setIds] = useState<string[]>([...chosen]);
  const choices = useQuery(() => listSupporterChoices({ params: { memberId } }), memberId);
  const save = useMutation(
    (employeeIds: string[]) => setSupporters({ params: { memberId }, body: { employeeIds } }),
    () => {
      toast('协同人员已保存');
      onDone();
    },
  );
  const many = ids.length > MOST_SUPPORTERS;
  const footer = (
    <Button id="save-supporters" disabled={many || !choices.data} busy={save.busy} onTap={() => save.submit(ids)}>
      保存
    </Button>
  );
  return (
    <Sheet open title="协同人员" onClose={onClose} footer={footer}>
      <Loaded query={choices} blocks={2}>
        {({ items }) => (
          <CheckGroup
            label="本网点同事"
            hint={`和维护人一起服务，最多 ${MOST_SUPPORTERS} 位；业绩仍只算维护人一次`}
            {...(many ? { error: `最多选 ${MOST_SUPPORTERS} 位` } : {})}
            options={items.map(({ id, name, position }) => ({
              value: id,
              text: `${name} · ${SHORT_POSITION_NAMES[position]}`,
            }))}
            values={ids}
            onChange={setIds}
          />
        )}
      </Loaded>
      <ErrorNotice error={save.error} />
    </Sheet>
  );
}
