import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Button } from '../action/Button';
import classes from './PlaceField.module.scss';
import { TextField } from './TextField';

/** A place as it is typed: degrees stay text until they are sent. */
export interface PlaceDraft {
  address: string;
  latitude: string;
  longitude: string;
}

interface PlaceFieldProps {
  value: PlaceDraft;
  onChange: (value: PlaceDraft) => void;
  /** Which parts the server refused, or the page. */
  errors?: { address?: string | null; degrees?: string | null };
}

/** Address and position; in weapp the position comes from the map. */
export function PlaceField({ value, onChange, errors }: PlaceFieldProps) {
  return (
    <View className={classes.place}>
      <TextField
        id="address"
        label="地址"
        hint="客户看到的地址，写到门牌或摊位"
        value={value.address}
        onChange={(address) => onChange({ ...value, address })}
        maxLength={100}
        error={errors?.address}
      />
      {process.env.TARO_ENV === 'weapp' ? <OnMap value={value} onChange={onChange} /> : null}
      <View className={classes.degrees}>
        <View className={classes.half}>
          <TextField
            id="latitude"
            label="纬度"
            keyboard="text"
            value={value.latitude}
            onChange={(latitude) => onChange({ ...value, latitude })}
            maxLength={12}
            error={errors?.degrees}
          />
        </View>
        <View className={classes.half}>
          <TextField
            id="longitude"
            label="经度"
            keyboard="text"
            value={value.longitude}
            onChange={(longitude) => onChange({ ...value, longitude })}
            maxLength={12}
          />
        </View>
      </View>
    </View>
  );
}

function OnMap({ value, onChange }: PlaceFieldProps) {
  const choose = async () => {
    const chosen = await Taro.chooseLocation({}).catch(() => null);
    if (!chosen) return;
    onChange({
      address: chosen.address || chosen.name || value.address,
      latitude: String(chosen.latitude),
      longitude: String(chosen.longitude),
    });
  };
  return (
    <Button kind="ghost" icon="pin" onTap={choose}>
      在地图上选择
    </Button>
  );
}
