import type { AuditEntry } from '@linzhang/shared/audit/audit.contract';
import type { AuditActionName } from '@linzhang/shared/audit/audit.rules';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Card } from '../../components/display/Card';
import { PickerField } from '../../components/form/PickerField';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import classes from './AuditList.module.scss';
import { listAudits } from './audit.api';
import { AUDIT_OPTIONS, AUDIT_WORDS, changeLines } from './auditWords';

/** Who did what to whom, newest first. `codes` are the words for roles, positions and industries. */
export function AuditList({ codes }: { codes: Readonly<Record<string, string>> }) {
  const [action, setAction] = useState<AuditActionName | 'all'>('all');
  const pages = usePages(
    (cursor) => listAudits({ query: { cursor, action: action === 'all' ? undefined : action } }),
    action,
  );
  const empty = (
    <Empty icon="list" title="没有记录" text="查看手机号、改角色、发激活码、导出数据等操作会自动记在这里。" />
  );
  return (
    <>
      <PickerField label="操作类型" options={AUDIT_OPTIONS} value={action} onChange={setAction} />
      <PagedList pages={pages} keyOf={(entry) => entry.id} empty={empty}>
        {(entry) => <AuditCard entry={entry} codes={codes} />}
      </PagedList>
    </>
  );
}

function AuditCard({ entry, codes }: { entry: AuditEntry; codes: Readonly<Record<string, string>> }) {
  return (
    <Card>
      <View className={classes.head}>
        <Text className={classes.action}>{AUDIT_WORDS[entry.action]}</Text>
        <Text className={classes.when}>{momentOf(entry.at)}</Text>
      </View>
      <Text className={classes.line}>{`${entry.actor.name} → ${entry.subject.name ?? entry.subject.id}`}</Text>
      {entry.reason ? <Text className={classes.note}>{`原因：${entry.reason}`}</Text> : null}
      {changeLines(entry.changes, codes).map((line) => (
        <Text key={line} className={classes.note}>
          {line}
        </Text>
      ))}
      {entry.ip ? <Text className={classes.note}>{`来自 ${entry.ip}`}</Text> : null}
    </Card>
  );
}
