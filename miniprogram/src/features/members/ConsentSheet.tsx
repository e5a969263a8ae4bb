import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Bullets } from '../../components/display/Bullets';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Sheet } from '../../components/overlay/Sheet';
import { Loaded } from '../../components/screen/Loaded';
import { pressable } from '../../lib/accessible';
import { ApiError } from '../../lib/apiError';
import { openPage } from '../../lib/navigation';
import { useStore } from '../../lib/store';
import { useMutation } from '../../lib/useMutation';
import { useQuery } from '../../lib/useQuery';
import { memberPages } from '../../paths';
import { setMe, useAccount } from './account';
import classes from './ConsentSheet.module.scss';
import { AGREE_BUTTON_ID, closeConsent, consentStore, isSheetDue } from './consent';
import { getTerms, grantConsent } from './members.api';

/** Asks for consent to the terms in force; in weapp it answers WeChat's own privacy question too. Part of every page. */
export function ConsentSheet() {
  const state = useStore(consentStore);
  const { data: me } = useAccount();
  return isSheetDue(state, me) ? <ConsentQuestion agreedAlready={me?.consented ?? false} /> : null;
}

function ConsentQuestion({ agreedAlready }: { agreedAlready: boolean }) {
  const terms = useQuery(getTerms);
  const grant = useMutation(async (version: string, requestId) => {
    try {
      return await grantConsent({ body: { purpose: 'service', version, requestId } });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'consent_outdated') await terms.reload();
      throw error;
    }
  }, setMe);
  const agree = async () => {
    const version = terms.data?.version;
    if (version !== undefined && (agreedAlready || (await grant.submit(version)))) closeConsent(true);
  };
  const footer = (
    <>
      <Button id="postpone-consent" kind="ghost" onTap={() => closeConsent(false)}>
        暂不同意
      </Button>
      <Button
        id={AGREE_BUTTON_ID}
        disabled={terms.data === undefined}
        openType={process.env.TARO_ENV === 'weapp' ? 'agreePrivacyAuthorization' : undefined}
        onTap={agree}
      >
        同意并继续
      </Button>
    </>
  );
  return (
    <Sheet open title="使用前请您阅读" footer={footer}>
      <Loaded query={terms} blocks={2}>
        {({ title, summary }) => (
          <View id="consent-summary" className={classes.summary}>
            <Bullets lines={summary} />
            <View className={classes.link} {...pressable(() => openPage(memberPages.terms), { role: 'link' })}>
              <Text>{`阅读《${title}》全文`}</Text>
            </View>
          </View>
        )}
      </Loaded>
      <ErrorNotice error={grant.error} />
    </Sheet>
  );
}
