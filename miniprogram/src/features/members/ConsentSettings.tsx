import type { Me } from '@linzhang/shared/members/members.contract';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Switch } from '../../components/form/Check';
import { dayOf } from '../../lib/dates';
import { openPage } from '../../lib/navigation';
import { useMutation } from '../../lib/useMutation';
import { memberPages } from '../../paths';
import { setMe } from './account';
import { grantConsent, withdrawConsent } from './members.api';

type Optional = 'marketing' | 'matching';

const OPTIONAL: readonly (readonly [purpose: Optional, label: string, note: string])[] = [
  ['marketing', '接收优惠和活动消息', '关闭后不再收到消息，也不会有人因此联系您'],
  ['matching', '与本行客户资料匹配', '关闭后不再匹配，已匹配的资料不再更新'],
];

/** What the member agreed to, each withdrawn or given again by itself. */
export function ConsentSettings({ me }: { me: Me }) {
  const change = useMutation(({ purpose, on }: { purpose: Optional; on: boolean }, requestId) => {
    if (!on) return withdrawConsent({ params: { purpose } });
    return grantConsent({ body: { purpose, version: me.termsVersion, requestId } });
  }, setMe);
  const service = me.consents.service;
  return (
    <Section title="我同意的用途">
      <Card flush>
        <Row
          title="服务条款"
          note={service ? `${dayOf(service.grantedAt)}同意 · ${service.version} 版` : '还没有同意'}
          onTap={() => openPage(memberPages.terms)}
        />
      </Card>
      <Card>
        {OPTIONAL.map(([purpose, label, note]) => (
          <Switch
            key={purpose}
            id={`switch-${purpose}`}
            label={label}
            note={note}
            checked={me.consents[purpose] !== null}
            disabled={change.busy || (me.phone === null && me.consents[purpose] === null)}
            onChange={(on) => void change.submit({ purpose, on })}
          />
        ))}
      </Card>
      {me.phone === null ? (
        <Notice
          tone="sky"
          icon="info"
          text="绑定手机号后才能打开这两项"
          action="去绑定"
          onAction={() => openPage(memberPages.phone)}
        />
      ) : null}
      <ErrorNotice error={change.error} />
    </Section>
  );
}
