import { fireEvent, render, screen } from '@testing-library/react';
import { Bars } from '../../miniprogram/src/components/chart/Bars';
import { DayLine } from '../../miniprogram/src/components/chart/DayLine';
import { MatrixTable } from '../../miniprogram/src/components/chart/MatrixTable';
import { Quadrant } from '../../miniprogram/src/components/chart/Quadrant';
import { StackBar } from '../../miniprogram/src/components/chart/StackBar';
import { placeIn, shareOf, spanOf, widthOf } from '../../miniprogram/src/components/chart/scale';

it.each([
  ['a part of a whole', shareOf(3, 12), 0.25],
  ['more than the whole', shareOf(13, 12), 1],
  ['less than nothing', shareOf(-3, 12), 0],
  ['of nothing', shareOf(3, 0), 0],
  ['a place below zero', placeIn(spanOf([-5, 5]), 0), 0.5],
  ['a place in nothing but zeros', placeIn(spanOf([0, 0]), 0), 0],
])('keeps %s within the chart', (_, found, expected) => {
  expect(found).toBe(expected);
});

it('shows the smallest part and no bar of nothing', () => {
  expect([widthOf(0), widthOf(0.001), widthOf(1)]).toEqual(['0%', '2%', '100%']);
});

it('says each bar with its figure and its change, and opens one that leads somewhere', () => {
  const onTap = jest.fn();
  const bars = [
    { id: 'a', label: '理财', value: 41, text: '41 人', change: '+6', onTap },
    { id: 'b', label: '优质', value: -2, text: '−2 人' },
  ];
  const { container } = render(<Bars bars={bars} />);
  expect(screen.getByRole('listitem', { name: '优质：−2 人' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '理财 41 人 +6' }));
  expect(onTap).toHaveBeenCalledTimes(1);
  const widths = [...container.querySelectorAll<HTMLElement>('.fill')].map(({ style }) => style.width);
  expect(widths).toEqual(['100%', '0%']);
});

it('says the parts of a whole, each with a pattern of its own', () => {
  const parts = ['私行', '理财', '优质', '有效', '大众'].map((label, index) => ({
    id: label,
    label,
    value: index,
    text: `${index} 人`,
  }));
  const { container } = render(<StackBar label="层级" parts={parts} />);
  expect(screen.getByRole('img', { name: /^层级：私行 0 人，占 0 %；理财 1 人，占 10 %/ })).toBeTruthy();
  const patterns = [...container.querySelectorAll('.swatch')].map(({ className }) => className);
  expect(new Set(patterns).size).toBe(5);
  expect(container.querySelectorAll('.part')).toHaveLength(4);
});

it('says where a line began, where it is and what is due', () => {
  const points = [
    { day: '2026-10-01', value: 0 },
    { day: '2026-11-22', value: 12 },
  ];
  const textOf = (value: number) => `${value} 人`;
  const days = { from: '2026-10-01', to: '2026-12-31', textOf };
  const { rerender } = render(<DayLine label="新增" {...days} points={points} due={{ from: 0, to: 40 }} />);
  expect(screen.getByRole('img', { name: '新增：10 月 1 日 0 人，11 月 22 日 12 人，目标 40 人' })).toBeTruthy();
  expect(screen.getAllByText('目标 40 人')).toHaveLength(1);
  const late = [{ day: '2026-12-30', value: 39 }];
  rerender(<DayLine label="新增" {...days} points={late} due={{ from: 0, to: 40 }} />);
  expect(screen.getByText('目标 40 人').className).not.toContain('dueText');
  rerender(<DayLine label="新增" {...days} points={[]} />);
  expect(screen.getByRole('img', { name: '新增：还没有数据' })).toBeTruthy();
});

it('says a matrix as a table, and a field of the quadrant as a button', () => {
  const onTap = jest.fn();
  const rows = [{ id: 'a', label: '有效', note: '8 人', shares: [0.75, null] }];
  render(<MatrixTable label="迁移" corner="期初" columns={['有效', '优质']} rows={rows} />);
  expect(screen.getByRole('table', { name: '迁移' })).toBeTruthy();
  expect(screen.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual(['75%', '–']);
  const field = { id: 'a', title: 'A 成长', figure: '64', note: '互动多', tone: 'jade' as const, onTap };
  render(<Quadrant fields={[field]} up="潜力" right="当前价值" />);
  fireEvent.click(screen.getByRole('button', { name: 'A 成长 64 互动多' }));
  expect(onTap).toHaveBeenCalled();
});
