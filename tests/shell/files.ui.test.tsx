import type * as contract from '@linzhang/shared/aum/aum.contract';
import * as routes from '@linzhang/shared/aum/aum.endpoints';
import Taro from '@tarojs/taro';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Button } from '../../miniprogram/src/components/action/Button';
import { DownloadButton } from '../../miniprogram/src/components/file/DownloadButton';
import { sizeOf, UploadProgress } from '../../miniprogram/src/components/file/UploadProgress';
import { extensionOf, pickFile } from '../../miniprogram/src/lib/files/pickFile';
import { uploadEndpoint } from '../../miniprogram/src/lib/files/upload';
import { useUpload } from '../../miniprogram/src/lib/files/useUpload';
import { dropToken, keepToken, setSignIn } from '../../miniprogram/src/lib/session';
import { asksForFile, chooseFile, downloads, held } from '../support/taro/files';
import { requests, serve, serveInTurn } from '../support/taro/server';
import { written } from '../support/taro/taro';

const uploadImport = uploadEndpoint<typeof contract.uploadAumImport>(routes.uploadAumImport);
const answers = jest.fn();

function Sender() {
  const uploading = useUpload(
    (file, onProgress) => uploadImport({ query: { branchId: 'b1', fileName: file.name } }, file, onProgress),
    (answer, file) => answers(answer, file.name),
  );
  return (
    <>
      <Button onTap={() => pickFile(['xlsx', 'csv'], uploading.send)}>选择文件</Button>
      <UploadProgress uploading={uploading} />
    </>
  );
}

const pick = (name: string) => {
  fireEvent.click(screen.getByText('选择文件'));
  chooseFile(name);
};

beforeEach(() => {
  answers.mockClear();
  keepToken('first');
});

afterEach(dropToken);

describe('a file that is sent from a browser', () => {
  it('goes out as it is, with its progress, as the signed-in person', async () => {
    held.on = true;
    serve('POST /aum-imports', () => ({ id: 'i1' }));
    render(<Sender />);
    pick('名单.csv');
    await waitFor(() => expect(held.now).not.toBeNull());
    held.now?.progress(0.426);
    expect(screen.getByText('已上传 42%')).toBeTruthy();
    held.now?.progress(1);
    expect(screen.getByText('已传完，正在等回应')).toBeTruthy();
    held.now?.finish();
    await waitFor(() => expect(answers).toHaveBeenCalledWith({ id: 'i1' }, '名单.csv'));
    expect(requests[0]).toMatchObject({
      file: '名单.csv',
      token: 'first',
      query: { branchId: 'b1', fileName: '名单.csv' },
    });
    expect(screen.queryByText('取消上传')).toBeNull();
  });

  it('is sent once, however often one chooses meanwhile', async () => {
    held.on = true;
    render(<Sender />);
    pick('a.csv');
    await waitFor(() => expect(held.now).not.toBeNull());
    pick('b.csv');
    expect(screen.getByText(/^a\.csv/)).toBeTruthy();
    expect(screen.queryByText(/^b\.csv/)).toBeNull();
  });

  it('is left alone once the person cancels it', async () => {
    held.on = true;
    serve('POST /aum-imports', () => ({ id: 'i1' }));
    render(<Sender />);
    pick('名单.csv');
    await waitFor(() => expect(held.now).not.toBeNull());
    fireEvent.click(screen.getByText('取消上传'));
    await act(async () => held.now?.finish());
    expect(answers).not.toHaveBeenCalled();
    expect(screen.queryByText(/^名单/)).toBeNull();
  });

  it('says why it did not get through, and goes out again by a tap', async () => {
    serveInTurn('POST /aum-imports', ['offline', { status: 201, body: { id: 'i1' } }]);
    render(<Sender />);
    pick('名单.csv');
    expect(await screen.findByText('没有网络，请检查网络后重试')).toBeTruthy();
    fireEvent.click(screen.getByText('再传一次'));
    await waitFor(() => expect(answers).toHaveBeenCalledTimes(1));
  });

  it('goes out again by itself where the session had ended', async () => {
    setSignIn(
      async () => 'renewed',
      () => undefined,
    );
    serveInTurn('POST /aum-imports', [
      { status: 401, body: { error: { code: 'signed_out' } } },
      { status: 201, body: { id: 'i1' } },
    ]);
    render(<Sender />);
    pick('名单.csv');
    await waitFor(() => expect(answers).toHaveBeenCalled());
    expect(requests.map(({ token }) => token)).toEqual(['first', 'renewed']);
  });

  it('is given up where nothing moves any more', async () => {
    jest.useFakeTimers();
    held.on = true;
    render(<Sender />);
    pick('名单.csv');
    await act(async () => undefined);
    act(() => jest.advanceTimersByTime(40_000));
    held.now?.progress(0.5);
    await act(async () => jest.advanceTimersByTime(40_000));
    expect(screen.queryByText('网络太慢，没有等到回应，请重试')).toBeNull();
    await act(async () => jest.advanceTimersByTime(6_000));
    expect(screen.getByText('网络太慢，没有等到回应，请重试')).toBeTruthy();
    jest.useRealTimers();
  });

  it('asks anew for each choice, and takes nothing where the window was closed', () => {
    render(<Sender />);
    fireEvent.click(screen.getByText('选择文件'));
    fireEvent.click(screen.getByText('选择文件'));
    expect(document.querySelectorAll('input[type=file]')).toHaveLength(1);
    expect(document.querySelector('input[type=file]')?.getAttribute('accept')).toBe('.xlsx,.csv');
    expect(asksForFile()).toBe(true);
    expect(requests).toHaveLength(0);
  });
});

describe('a file that is sent from WeChat', () => {
  it('comes from the chats and goes out as a form, with its progress', async () => {
    process.env['TARO_ENV'] = 'weapp';
    const tempFiles = [{ name: '名单.xlsx', path: 'wxfile://tmp/1', size: 4096 }];
    (Taro.chooseMessageFile as jest.Mock).mockImplementationOnce(({ success }) => success({ tempFiles }));
    serve('POST /aum-imports', () => ({ id: 'i1' }));
    render(<Sender />);
    fireEvent.click(screen.getByText('选择文件'));
    await waitFor(() => expect(answers).toHaveBeenCalledWith({ id: 'i1' }, '名单.xlsx'));
    expect(Taro.chooseMessageFile).toHaveBeenCalledWith(
      expect.objectContaining({ count: 1, type: 'file', extension: ['xlsx', 'csv'] }),
    );
    expect(requests[0]?.file).toBe('wxfile://tmp/1');
  });

  it('is none where the person goes back', async () => {
    process.env['TARO_ENV'] = 'weapp';
    render(<Sender />);
    fireEvent.click(screen.getByText('选择文件'));
    await act(async () => undefined);
    expect(requests).toHaveLength(0);
  });
});

describe('a file that is saved', () => {
  const base64 = Buffer.from('a,b\n').toString('base64');
  const csv = { name: '名单/1.csv', mime: 'text/csv', base64 };
  const xlsx = { name: '名单.xlsx', mime: 'application/x', base64 };
  const show = (file: typeof csv) => {
    const read = jest.fn(async () => file);
    render(<DownloadButton read={read}>下载名单</DownloadButton>);
    fireEvent.click(screen.getByText('下载名单'));
    return read;
  };

  it('is a download in a browser, fetched once by a double tap', async () => {
    const read = show(csv);
    fireEvent.click(screen.getByText('正在准备文件…'));
    await waitFor(() => expect(downloads).toEqual([{ name: '名单/1.csv', text: 'a,b\n' }]));
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is shown by WeChat where it can be', async () => {
    process.env['TARO_ENV'] = 'weapp';
    show(xlsx);
    await waitFor(() =>
      expect(Taro.openDocument).toHaveBeenCalledWith({
        filePath: 'wxfile://usr/files/名单.xlsx',
        fileType: 'xlsx',
        showMenu: true,
      }),
    );
    expect([...written.values()]).toEqual([base64]);
  });

  it('is sent on by a second tap where WeChat cannot show it, and leaves no older one behind', async () => {
    process.env['TARO_ENV'] = 'weapp';
    written.set('wxfile://usr/files/former.csv', 'former');
    show(csv);
    fireEvent.click(await screen.findByText('文件好了，发到聊天'));
    await waitFor(() =>
      expect(Taro.shareFileMessage).toHaveBeenCalledWith(
        expect.objectContaining({ filePath: 'wxfile://usr/files/名单_1.csv', fileName: '名单/1.csv' }),
      ),
    );
    expect([...written.keys()]).toEqual(['wxfile://usr/files/名单_1.csv']);
    expect(await screen.findByText('下载名单')).toBeTruthy();
  });

  it('goes to the disk of a computer', async () => {
    process.env['TARO_ENV'] = 'weapp';
    (Taro.getDeviceInfo as jest.Mock).mockReturnValueOnce({ platform: 'windows' });
    show(csv);
    await waitFor(() => expect(Taro.saveFileToDisk).toHaveBeenCalled());
    expect(screen.getByText('下载名单')).toBeTruthy();
  });

  it('is asked for again where it did not come', async () => {
    const read = jest.fn().mockRejectedValueOnce(new Error('no')).mockResolvedValueOnce(csv);
    render(<DownloadButton read={read}>下载名单</DownloadButton>);
    fireEvent.click(screen.getByText('下载名单'));
    await waitFor(() => expect(Taro.showToast).toHaveBeenCalled());
    fireEvent.click(await screen.findByText('下载名单'));
    await waitFor(() => expect(downloads).toHaveLength(1));
  });
});

it('names sizes and kinds of files', () => {
  expect([sizeOf(100), sizeOf(840_000), sizeOf(3_565_158)]).toEqual(['1 KB', '820 KB', '3.4 MB']);
  expect([extensionOf('名单.XLSX'), extensionOf('名单'), extensionOf('a.b.csv')]).toEqual(['xlsx', '', 'csv']);
});
