import Taro from '@tarojs/taro';
import { Button } from '../../components/action/Button';
import { TextField } from '../../components/form/TextField';
import type { ProspectDraft } from './prospectDraft';

interface AddressFieldProps {
  draft: ProspectDraft;
  onChange: (part: Partial<ProspectDraft>) => void;
}

/** Where somebody is; in weapp the map gives the position, by which the pool knows who is near. */
export function AddressField({ draft, onChange }: AddressFieldProps) {
  const choose = async () => {
    const chosen = await Taro.chooseLocation({}).catch(() => null);
    if (!chosen) return;
    const { address, name, latitude, longitude } = chosen;
    onChange({ address: address || name || draft.address, point: { latitude, longitude } });
  };
  return (
    <>
      <TextField
        id="prospect-address"
        label="地址"
        optional
        hint={draft.point ? '位置已记下，公海按离网点的远近排' : '同名同地址只登记一次'}
        value={draft.address}
        // Another address is another place.
        onChange={(address) => onChange({ address, point: null })}
        maxLength={100}
      />
      {process.env.TARO_ENV === 'weapp' ? (
        <Button kind="ghost" icon="pin" onTap={choose}>
          在地图上选择
        </Button>
      ) : null}
    </>
  );
}
