import { act, fireEvent, render, screen } from '@testing-library/react';
import { Button } from '../../miniprogram/src/components/action/Button';
import { areTight } from '../../miniprogram/src/components/display/Figure';
import { angleOf, Seal } from '../../miniprogram/src/components/display/Seal';
import GalleryPage from '../../miniprogram/src/pages/kit/gallery/index';

it('shows every part of the kit', () => {
  render(<GalleryPage />);
  for (const [part, something] of [
    ['操作', '扫客户集章码'],
    ['填写', '激活码'],
    ['状态', '没有网络'],
    ['弹出', '底部面板'],
    ['显示', '印章'],
  ] as const) {
    fireEvent.click(screen.getByRole('tab', { name: part }));
    expect(screen.getAllByText(something).length).toBeGreaterThan(0);
  }
});

it('makes figures side by side smaller together where one of them has no room', () => {
  expect([areTight(['15', '6', '2', '3']), areTight(['1,850', '0', '21', '0']), areTight(['1,204', '1,312'])]).toEqual([
    false,
    true,
    false,
  ]);
});

it('gives each seal its own angle, always the same and never straight', () => {
  const angles = ['蔬果', '水产', '粮油', '豆香', '茶叶', '鲜花', '糕点', '银行'].map(angleOf);
  expect(angles).toEqual(['蔬果', '水产', '粮油', '豆香', '茶叶', '鲜花', '糕点', '银行'].map(angleOf));
  expect(new Set(angles).size).toBeGreaterThan(3);
  expect(angles).not.toContain(0);
});

it('says of a seal whether it was earned', () => {
  render(<Seal text="茶叶" earned={false} />);
  expect(screen.getByRole('img', { name: '茶叶，还没有' })).toBeTruthy();
});

it('does its work once, however often it is tapped, and again when that is done', async () => {
  let finish: () => void = () => undefined;
  const work = jest.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  render(<Button onTap={work}>领取</Button>);
  fireEvent.click(screen.getByRole('button', { name: '领取' }));
  fireEvent.click(screen.getByRole('button', { name: '请稍候…' }));
  expect(work).toHaveBeenCalledTimes(1);
  await act(async () => finish());
  fireEvent.click(screen.getByRole('button', { name: '领取' }));
  expect(work).toHaveBeenCalledTimes(2);
});

it('is reached and pressed with the keyboard', () => {
  render(<GalleryPage />);
  fireEvent.keyDown(screen.getByRole('tab', { name: '弹出' }), { key: 'Enter' });
  expect(screen.getByRole('button', { name: '确认框' })).toBeTruthy();
});

it('offers a choice as a list and shows what was chosen', () => {
  render(<GalleryPage />);
  fireEvent.click(screen.getByRole('tab', { name: '填写' }));
  fireEvent.click(screen.getByRole('button', { name: '水果，请选择' }));
  fireEvent.click(screen.getByRole('button', { name: '李子' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getByRole('button', { name: '水果，李子' })).toBeTruthy();
});
