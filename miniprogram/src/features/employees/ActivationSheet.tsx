import type { Employee } from '@linzhang/shared/employees/employees.contract';
import { Text } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Notice } from '../../components/display/Notice';
import { Sheet } from '../../components/overlay/Sheet';
import { momentOf } from '../../lib/dates';
import { copy } from '../../lib/feedback';
import { groupsOfFour } from '../../lib/numbers';
import classes from './EmployeeActions.module.scss';

export interface Issued {
  code: string;
  expiresAt: string;
}

interface ActivationSheetProps {
  employee: Employee;
  issued: Issued;
  onClose: () => void;
}

/** Shows a new activation code, this once. */
export function ActivationSheet({ employee, issued, onClose }: ActivationSheetProps) {
  const message = `邻章员工激活：工号 ${employee.number}，激活码 ${issued.code}，${momentOf(issued.expiresAt)} 前在小程序“我的 - 员工激活”里使用。`;
  const footer = (
    <>
      <Button kind="ghost" onTap={onClose}>
        已交给员工
      </Button>
      <Button icon="copy" onTap={() => copy(message)}>
        复制
      </Button>
    </>
  );
  return (
    <Sheet open title={`${employee.name} 的激活码`} onClose={onClose} footer={footer}>
      <Text id="activation-code" className={classes.code}>
        {groupsOfFour(issued.code)}
      </Text>
      <Text className={classes.note}>{`${momentOf(issued.expiresAt)} 前有效，输错 5 次锁定`}</Text>
      <Notice tone="amber" text="激活码只显示这一次，关闭后看不到。请当面或电话告诉本人。" />
    </Sheet>
  );
}
