import type { ProspectImport } from '@linzhang/shared/prospects/prospectImports.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import ProspectImportPage from '../../miniprogram/src/pages/manager/prospectImport/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { chooseFile, downloads, installFiles, resetFiles } from '../support/taro/files';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';

const ID = 'a'.repeat(24);
const ONE = `GET /prospect-imports/${ID}`;
const ME = buildMe();

function buildImport(over: Partial<ProspectImport> = {}): ProspectImport {
  return {
    id: ID,
    branch: { id: 'b'.repeat(24), name: '江宁支行' },
    fileName: '市场商户.xlsx',
    bytes: 8_200,
    status: 'done',
    fault: null,
    missing: [],
    rows: 16,
    done: 16,
    added: 12,
    known: 3,
    rejected: 1,
    uploadedBy: { id: 'c'.repeat(24), name: '周敏' },
    uploadedAt: new Date().toISOString(),
    endedAt: new Date().toISOString(),
    ...over,
  };
}

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const sent = (route: string) => requests.filter((request) => request.route === route);

beforeAll(installFiles);
beforeEach(() => {
  enterAs(buildMe({ can: { ...ME.can, openWork: true, serveCustomers: true } }));
  serve('GET /prospect-imports', () => ({ items: [], nextCursor: null }));
  serve(`${ONE}/faults`, () => ({ items: [], nextCursor: null }));
});
afterEach(() => {
  forgetWhoEntered();
  resetFiles();
});

it('gives the template, and says what will stand there', async () => {
  serve('GET /prospect-import-template', () => ({
    name: '潜客模板.xlsx',
    mime: 'application/xlsx',
    base64: btoa('x'),
  }));
  render(<ProspectImportPage />);
  expect(await screen.findByText('还没有导入过')).toBeTruthy();
  tap('下载模板');
  await waitFor(() => expect(downloads).toEqual([{ name: '潜客模板.xlsx', text: 'x' }]));
});

it('sends a file and opens what became of it', async () => {
  serve('POST /prospect-imports', () => buildImport({ status: 'waiting', rows: null, done: 0 }));
  render(<ProspectImportPage />);
  await screen.findByText('还没有导入过');
  tap('选择文件');
  chooseFile('市场商户.xlsx');
  await waitFor(() =>
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/manager/prospectImport/index?id=${ID}` }),
  );
});

it('tells why a file did not get through, and sends it again', async () => {
  refuse('POST /prospect-imports', 413, 'request_too_large');
  render(<ProspectImportPage />);
  await screen.findByText('还没有导入过');
  tap('选择文件');
  chooseFile('太大.csv');
  expect(await screen.findByText(/提交的内容太大/)).toBeTruthy();
  serve('POST /prospect-imports', () => buildImport());
  tap('再传一次');
  await waitFor(() => expect(Taro.navigateTo).toHaveBeenCalled());
});

it('lists earlier files with what became of them', async () => {
  serve('GET /prospect-imports', () => ({
    items: [buildImport(), buildImport({ id: 'd'.repeat(24), status: 'failed', fault: 'empty', fileName: '空.csv' })],
    nextCursor: null,
  }));
  render(<ProspectImportPage />);
  expect(await screen.findByText(/加入 12 位 · 已有 3 位 · 1 行有误/)).toBeTruthy();
  expect(screen.getByText('没有导入')).toBeTruthy();
});

describe('one file', () => {
  beforeEach(() => {
    router.params = { id: ID };
  });

  it('is followed until it is done, with the rows that were left out', async () => {
    serveInTurn(ONE, [
      { status: 200, body: buildImport({ status: 'taking', done: 4 }) },
      { status: 200, body: buildImport() },
    ]);
    serve(`${ONE}/faults`, () => ({
      items: [
        { row: 7, name: '王芳', faults: [{ fault: 'source_missing', column: 'source' }] },
        { row: 9, name: '', faults: [{ fault: 'name_missing', column: 'name' }] },
      ],
      nextCursor: null,
    }));
    serve(`${ONE}/fault-file`, () => ({ name: '退回.xlsx', mime: 'x', base64: btoa('y') }));
    render(<ProspectImportPage />);
    expect(await screen.findByText('加入公海')).toBeTruthy();
    expect(await screen.findByText('第 7 行 · 王芳')).toBeTruthy();
    expect(screen.getByText('来源：没有来源')).toBeTruthy();
    expect(screen.getByText('第 9 行')).toBeTruthy();
    tap('下载这些行');
    await waitFor(() => expect(downloads).toEqual([{ name: '退回.xlsx', text: 'y' }]));
    expect(sent(ONE).length).toBeGreaterThanOrEqual(2);
  });

  it('says why it was not read at all', async () => {
    serve(ONE, () => buildImport({ status: 'failed', fault: 'columns_missing', missing: ['source'] }));
    render(<ProspectImportPage />);
    expect(await screen.findByText('缺少必填的列：来源。请用模板的表头')).toBeTruthy();
  });

  it('is not there for who may not see it', async () => {
    refuse(ONE, 404, 'not_found');
    render(<ProspectImportPage />);
    expect(await screen.findByText(/没有找到这项内容/)).toBeTruthy();
  });
});
