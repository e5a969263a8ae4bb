import type { Employee } from '@linzhang/shared/employees/employees.contract';
import { POSITION_NAMES } from '@linzhang/shared/employees/positionNames.rules';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Initial } from '../../components/display/Initial';
import { Tag } from '../../components/display/Tag';
import classes from './EmployeeCard.module.scss';
import { activationOf, rolesOf, STATUS_WORDS } from './employeeWords';

/** What is known of an employee. */
export function EmployeeCard({ employee }: { employee: Employee }) {
  const { text, tone } = STATUS_WORDS[employee.status];
  return (
    <Card>
      <View className={classes.head}>
        <Initial name={employee.name} tone="sky" big />
        <View className={classes.words}>
          <Text className={classes.name}>{employee.name}</Text>
          <Text className={classes.number}>{`工号 ${employee.number}`}</Text>
        </View>
        <Tag text={text} tone={tone} />
      </View>
      <Facts
        facts={[
          ['网点', employee.branch.name],
          ['角色', rolesOf(employee)],
          ['岗位', POSITION_NAMES[employee.position]],
          ['所属商户', employee.merchant?.name ?? null],
          ['工作电话', employee.workPhone],
          ['可维护客户数', employee.roles.includes('manager') ? `${employee.capacity} 人` : null],
          ['微信', employee.linked ? '已绑定' : '未绑定'],
          ['激活', activationOf(employee)],
        ]}
      />
    </Card>
  );
}
