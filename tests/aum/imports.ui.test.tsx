import type { AumFault, AumImport } from '@linzhang/shared/aum/aum.contract';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { fileRefusal, sentName } from '../../miniprogram/src/features/aum/listFile';
import ImportPage from '../../miniprogram/src/pages/branch/import/index';
import ImportsPage from '../../miniprogram/src/pages/branch/imports/index';
import { enterAs, enterAsStranger, forgetWhoEntered } from '../support/taro/enter';
import { chooseFile, downloads } from '../support/taro/files';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';
import { BRANCH, headPerson } from './headPerson';

const id = (digit: string) => digit.repeat(24);
const FILE: AumImport = {
  id: id('f'),
  branch: BRANCH,
  number: 3,
  fileName: '十月名单.xlsx',
  bytes: 40_000,
  status: 'uploaded',
  fault: null,
  missing: [],
  rows: null,
  done: 0,
  applied: 0,
  rejected: 0,
  noted: 0,
  matched: 0,
  beforeFen: null,
  movedFen: null,
  uploadedBy: '王主任',
  uploadedAt: '2026-11-01T02:00:00.000Z',
  endedAt: null,
};
const READ = { rows: 1200, beforeFen: 1_000_000_000, movedFen: 50_000_000 };
const DONE: AumImport = {
  ...FILE,
  ...READ,
  status: 'done',
  done: 1200,
  applied: 1190,
  rejected: 10,
  noted: 1,
  matched: 7,
  endedAt: '2026-11-01T02:01:00.000Z',
};
const FAULTS: AumFault[] = [
  { row: 3, rejected: true, faults: [{ fault: 'customer_no_missing', column: 'customerNo' }] },
  { row: 8, rejected: false, faults: [{ fault: 'manager_unknown', column: 'managerNo' }] },
];

const pageOf = (items: unknown[]) => ({ items, nextCursor: null });
const sent = (route: string) => requests.filter((request) => request.route === route);

beforeEach(() => enterAs(headPerson()));
afterEach(forgetWhoEntered);

describe('the lists of a branch', () => {
  it('shows what became of each', async () => {
    serve('GET /aum-imports', () =>
      pageOf([
        DONE,
        { ...DONE, id: id('e'), number: 2, rejected: 0 },
        { ...FILE, id: id('d'), number: 1, status: 'failed', fault: 'columns_missing', missing: ['asOf'] },
      ]),
    );
    render(<ImportsPage />);
    expect(await screen.findByText(/导入 1,190 行，10 行没导入/)).toBeTruthy();
    expect(screen.getByText(/缺少必需的列：日期/)).toBeTruthy();
    expect(screen.getByText('未导入')).toBeTruthy();
    expect(sent('GET /aum-imports')[0]?.query).toMatchObject({ branchId: BRANCH.id });
    fireEvent.click(screen.getByRole('button', { name: /导入\s1,190\s行，10\s行没导入/ }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/branch/import/index?id=${FILE.id}` });
  });

  it('says what fills the page where there is none, and offers the template and how it is filled in', async () => {
    serve('GET /aum-imports', () => pageOf([]));
    serve('GET /aum-import-template', () => ({ name: '模板.xlsx', mime: 'x', base64: btoa('sheet') }));
    render(<ImportsPage />);
    expect(await screen.findByText('还没有导入过')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '下载模板' }));
    await waitFor(() => expect(downloads).toEqual([{ name: '模板.xlsx', text: 'sheet' }]));
    fireEvent.click(screen.getByRole('button', { name: '怎么填' }));
    expect(screen.getByText('客户号、日期、存款')).toBeTruthy();
  });

  it('sends the chosen file into the branch and opens it', async () => {
    serve('GET /aum-imports', () => pageOf([]));
    serve('POST /aum-imports', () => FILE);
    render(<ImportsPage />);
    fireEvent.click(await screen.findByRole('button', { name: '选择名单文件' }));
    chooseFile('十月名单.xlsx');
    await waitFor(() =>
      expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/branch/import/index?id=${FILE.id}` }),
    );
    expect(sent('POST /aum-imports')).toMatchObject([
      { file: '十月名单.xlsx', query: { branchId: BRANCH.id, fileName: '十月名单.xlsx' } },
    ]);
    expect(Taro.showToast).not.toHaveBeenCalled();
  });

  it('says that the same file was sent before', async () => {
    serve('GET /aum-imports', () => pageOf([]));
    serve('POST /aum-imports', () => DONE);
    render(<ImportsPage />);
    fireEvent.click(await screen.findByRole('button', { name: '选择名单文件' }));
    chooseFile('改过名字.xlsx');
    await waitFor(() =>
      expect(Taro.showToast).toHaveBeenCalledWith(expect.objectContaining({ title: '这份文件以前传过，没有重复导入' })),
    );
  });

  it('does not send what is no list', async () => {
    serve('GET /aum-imports', () => pageOf([]));
    render(<ImportsPage />);
    fireEvent.click(await screen.findByRole('button', { name: '选择名单文件' }));
    chooseFile('名单.xls');
    expect(screen.getByText(/请在 Excel 里另存为 \.xlsx/)).toBeTruthy();
    expect(sent('POST /aum-imports')).toHaveLength(0);
  });

  it('keeps a file that did not get through, to be sent again', async () => {
    serve('GET /aum-imports', () => pageOf([]));
    serveInTurn('POST /aum-imports', ['offline', { status: 201, body: FILE }]);
    render(<ImportsPage />);
    fireEvent.click(await screen.findByRole('button', { name: '选择名单文件' }));
    chooseFile('名单.csv');
    fireEvent.click(await screen.findByRole('button', { name: '再传一次' }));
    await waitFor(() => expect(Taro.navigateTo).toHaveBeenCalled());
  });

  it('is not for others, and offers another try where it cannot be read', async () => {
    refuse('GET /aum-imports', 500, 'internal');
    const page = render(<ImportsPage />);
    expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
    page.unmount();
    enterAs(buildMe());
    render(<ImportsPage />);
    expect(await screen.findByText('没有权限')).toBeTruthy();
  });

  it('asks a stranger to sign in', async () => {
    enterAsStranger();
    render(<ImportsPage />);
    expect(await screen.findByText('请先登录')).toBeTruthy();
  });

  it('lets an admin choose the branch', async () => {
    enterAs(headPerson('admin'));
    const other = { id: id('c'), name: '河西支行' };
    serve('GET /branches', () => ({ items: [BRANCH, other] }));
    serve('GET /aum-imports', () => pageOf([]));
    render(<ImportsPage />);
    fireEvent.click(await screen.findByRole('button', { name: /网点，江宁支行/ }));
    fireEvent.click(screen.getByRole('button', { name: '河西支行' }));
    await waitFor(() =>
      expect(sent('GET /aum-imports').map(({ query }) => query['branchId'])).toEqual([BRANCH.id, other.id]),
    );
  });
});

describe('one list', () => {
  const show = () => {
    router.params = { id: FILE.id };
    return render(<ImportPage />);
  };
  const route = `GET /aum-imports/${FILE.id}`;

  it('is followed from the check to its end', async () => {
    jest.useFakeTimers();
    serveInTurn(route, [
      { status: 200, body: FILE },
      { status: 200, body: { ...FILE, done: 600 } },
      { status: 200, body: { ...FILE, ...READ, status: 'applying', done: 300 } },
      { status: 200, body: DONE },
    ]);
    serve(`${route}/faults`, () => pageOf(FAULTS));
    show();
    const next = () => act(async () => void (await jest.advanceTimersByTimeAsync(1_500)));
    await act(async () => void (await jest.advanceTimersByTimeAsync(0)));
    expect(screen.getByText('已检查 600 行')).toBeTruthy();
    await next();
    expect(screen.getByText('已导入 300 / 1,200 行')).toBeTruthy();
    await next();
    expect(screen.getByText('1,190')).toBeTruthy();
    expect(screen.getByText('+50.0 万（+5.0%）')).toBeTruthy();
    const asked = sent(route).length;
    await next();
    await next();
    expect(sent(route)).toHaveLength(asked);
    jest.useRealTimers();
  });

  it('gives back the rows that were not taken, with their reasons and as a file', async () => {
    serve(route, () => DONE);
    serve(`${route}/faults`, () => pageOf(FAULTS));
    serve(`${route}/fault-file`, () => ({ name: '十月名单-未导入.csv', mime: 'text/csv', base64: btoa('rows') }));
    show();
    expect(await screen.findByText('第 3 行')).toBeTruthy();
    expect(screen.getByText('客户号：没有客户号')).toBeTruthy();
    expect(screen.getByText(/本网点没有这个工号的客户经理/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '下载有问题的行' }));
    await waitFor(() => expect(downloads).toEqual([{ name: '十月名单-未导入.csv', text: 'rows' }]));
  });

  it('says that a second person must agree, and where', async () => {
    serve(route, () => ({ ...FILE, ...READ, status: 'waiting', movedFen: 123_000_000 }));
    show();
    expect(await screen.findByText(/变动 \+12\.3%，要另一位主任或管理员/)).toBeTruthy();
    fireEvent.click(screen.getByText('去待办'));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/work/inbox/index' });
  });

  it('says why nothing was taken, and leads to the next try', async () => {
    serve(route, () => ({ ...FILE, status: 'failed', fault: 'columns_missing', missing: ['customerNo', 'deposits'] }));
    show();
    expect(await screen.findByText('整份没有导入：缺少必需的列：客户号、存款')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '再传一份' }));
    expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/pages/branch/imports/index' });
  });

  it('is told apart from one that is gone, and says when the server is not heard', async () => {
    refuse(route, 404, 'not_found');
    const page = show();
    expect(await screen.findByText('没有找到这项内容')).toBeTruthy();
    page.unmount();
    jest.useFakeTimers();
    serveInTurn(route, [{ status: 200, body: FILE }, 'offline']);
    show();
    await act(async () => void (await jest.advanceTimersByTimeAsync(0)));
    await act(async () => void (await jest.advanceTimersByTimeAsync(30_000)));
    expect(screen.getByText(/暂时连不上服务器，导入不受影响/)).toBeTruthy();
    jest.useRealTimers();
  });
});

describe('a chosen file', () => {
  it.each([
    ['名单.XLSX', 1, null],
    ['名单.csv', 10, null],
    ['名单.csv', 11, '文件超过 0 MB，请拆成几份再传'],
    ['名单.csv', 0, '文件是空的，请换一个'],
    ['名单.pdf', 1, '请选择 .xlsx 或 .csv 文件'],
    ['名单', 1, '请选择 .xlsx 或 .csv 文件'],
  ])('%s of %d bytes', (name, bytes, refusal) => {
    expect(fileRefusal({ name, bytes, source: '' }, 10)).toBe(refusal);
  });

  it('keeps its kind where its name is too long to go with it', () => {
    expect(sentName('名单.csv')).toBe('名单.csv');
    const long = sentName(`${'名'.repeat(150)}.xlsx`);
    expect([long.length, long.endsWith('.xlsx')]).toEqual([100, true]);
  });
});
