import { codeToShow, SLOT_MS, slotBegin } from '@linzhang/shared/stamps/codes.rules';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Notice } from '../../components/display/Notice';
import { QrCode } from '../../components/display/QrCode';
import { Ring } from '../../components/display/Ring';
import { Failure } from '../../components/screen/Failure';
import { Skeleton } from '../../components/screen/Skeleton';
import { clockOf } from '../../lib/dates';
import { copy, toastError } from '../../lib/feedback';
import { useClock } from '../../lib/useClock';
import { type CodeSource, type OwnCodes, useOwnCodes } from './codeRun';
import { CODE_WORDS } from './codeWords';
import classes from './OwnCode.module.scss';

interface OwnCodeProps {
  source: CodeSource;
  /** Who shows it: name and number, to be read off. */
  name: string;
  number: string;
}

/** The rotating code as it is held out: code, seconds that it still stands, who shows it. */
export function OwnCode({ source, name, number }: OwnCodeProps) {
  const codes = useOwnCodes(source);
  return (
    <View id="own-code" className={classes.page}>
      <Text className={classes.lead}>{CODE_WORDS.hold}</Text>
      <Shown codes={codes} />
      <View className={classes.owner}>
        <Text className={classes.name}>{name}</Text>
        <Text className={classes.number}>{`会员 ${number}`}</Text>
      </View>
    </View>
  );
}

function Shown({ codes: { run, error, reload } }: { codes: OwnCodes }) {
  const now = useClock();
  const shown = run ? codeToShow(run, now) : null;
  if (!run || !shown) return error ? <Failure error={error} onRetry={reload} /> : <Skeleton blocks={3} />;
  const until = slotBegin(run.firstSlot + run.codes.length).toISOString();
  return (
    <>
      <View className={classes.frame}>
        <QrCode big text={shown.code} label={CODE_WORDS.label} />
      </View>
      <Ring seconds={shown.secondsLeft} total={SLOT_MS / 1000} label={CODE_WORDS.left(shown.secondsLeft)} />
      <Text className={classes.note}>{CODE_WORDS.rotates}</Text>
      {BUILD_PERSONAS ? <CopyCode code={shown.code} /> : null}
      {error ? <Notice tone="amber" icon="offline" text={CODE_WORDS.offlineUntil(clockOf(until))} /> : null}
    </>
  );
}

function CopyCode({ code }: { code: string }) {
  const onTap = () => copy(code, CODE_WORDS.copied).catch(toastError);
  return (
    <Button id="copy-code" kind="quiet" size="small" icon="copy" onTap={onTap}>
      {CODE_WORDS.copy}
    </Button>
  );
}
