import { spacedCode } from '@linzhang/shared/claims/claims.rules';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { copy, toastError } from '../../lib/feedback';
import classes from './ClaimCode.module.scss';
import { COUNTER_WORDS } from './claimWords';

/** The claim's own code in large letters, to be read out where nothing can be scanned. */
export function ClaimCode({ claimId }: { claimId: string }) {
  return (
    <Card>
      <View className={classes.code}>
        <Text className={classes.label}>{COUNTER_WORDS.codeTitle}</Text>
        <Text id="claim-code" className={classes.letters} selectable userSelect>
          {spacedCode(claimId)}
        </Text>
        <Text className={classes.hint}>{COUNTER_WORDS.codeHint}</Text>
        <Button
          kind="quiet"
          size="small"
          icon="copy"
          onTap={() => copy(claimId, COUNTER_WORDS.copied).catch(toastError)}
        >
          复制券码
        </Button>
      </View>
    </Card>
  );
}
