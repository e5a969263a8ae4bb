import type { StampCard } from '@linzhang/shared/stamps/stamps.contract';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Seal } from '../../components/display/Seal';
import { Sheet } from '../../components/overlay/Sheet';
import { accessible } from '../../lib/accessible';
import { grantedWords } from './cardWords';
import classes from './StampBoard.module.scss';

interface StampGrantedProps {
  card: StampCard | undefined;
  freshIds: readonly string[];
  onClose: () => void;
  onShowCard: () => void;
}

/** A stamp falls: over the own code, the moment it is granted. */
export function StampGranted({ card, freshIds, onClose, onShowCard }: StampGrantedProps) {
  const booths = card?.booths.filter((booth) => freshIds.includes(booth.id)) ?? [];
  const last = booths[booths.length - 1];
  if (!card || !last) return null;
  const { title, text } = grantedWords(card);
  const footer = (
    <>
      <Button id="keep-showing" kind="ghost" onTap={onClose}>
        继续出示
      </Button>
      <Button id="see-card" onTap={onShowCard}>
        看集章卡
      </Button>
    </>
  );
  return (
    <Sheet open centred title={`${last.name}，盖好了`} footer={footer}>
      <View id="stamp-granted" className={classes.granted} {...accessible({ role: 'status', live: 'assertive' })}>
        <Seal key={last.id} text={last.sealText} angleKey={last.id} size="big" fresh label={`${last.name}的章`} />
        <Text className={classes.grantedTitle}>{title}</Text>
        {text ? <Text className={classes.grantedText}>{text}</Text> : null}
      </View>
    </Sheet>
  );
}
