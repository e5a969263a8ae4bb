import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as employeeRoutes from '@linzhang/shared/employees/employees.endpoints';
import mongoose from 'mongoose';
import { EXIT, runAdmin } from '../../server/src/admin/admin';
import { connect, openDatabase } from '../../server/src/db/connection';
import { TestApi } from '../support/api';
import { buildMember } from '../support/people';

const ROOT = join(__dirname, '..', '..');
const BRANCH = ['--name', '江宁支行', '--address', '金箔路 88 号', '--latitude', '31.95', '--longitude', '118.84'];

jest.setTimeout(60_000);

function databaseUri(): string {
  const uri = new URL(process.env.TEST_MONGODB_URI ?? '');
  uri.pathname = `/test_${randomBytes(6).toString('hex')}`;
  return uri.toString();
}

/** Runs a command line in this process. */
async function admin(uri: string, ...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const sinks = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) };
  const code = await runAdmin(words, { MONGODB_URI: uri }, sinks);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

async function inDatabase<T>(uri: string, read: (db: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  await connect(uri);
  try {
    return await read(mongoose.connection.db as mongoose.mongo.Db);
  } finally {
    await mongoose.disconnect();
  }
}

describe('the command line of the operator', () => {
  const uri = databaseUri();

  afterAll(() => inDatabase(uri, (db) => db.dropDatabase()));

  it('opens a branch, then makes the first admin with an activation code', async () => {
    expect((await admin(uri, 'create-branch', ...BRANCH)).code).toBe(EXIT.done);
    const made = await admin(uri, 'create-admin', '--number', 'A001', '--name', '何静');
    expect(made).toMatchObject({ code: EXIT.done, err: '' });
    expect(made.out).toMatch(/激活码 \d{8}/);
    expect((await admin(uri, 'list-employees')).out).toBe('A001  何静  admin  invited');
    expect((await admin(uri, 'list-branches')).out).toMatch(/江宁支行 {2}金箔路 88 号$/);
  });

  it('makes an employee with the usual position of the role, and issues a code later', async () => {
    const made = await admin(uri, 'create-employee', '--number', 'E001', '--name', '周敏', '--roles', 'manager,staff');
    expect(made).toMatchObject({ code: EXIT.done, err: '' });
    expect(made.out).not.toMatch(/激活码/);
    expect((await admin(uri, 'issue-activation', '--number', 'E001')).out).toMatch(/激活码 \d{8}/);
    const row = await inDatabase(uri, (db) => db.collection('employees').findOne({ number: 'E001' }));
    expect(row).toMatchObject({ roles: ['manager', 'staff'], position: 'wealth_manager', capacity: 200 });
  });

  it('disables an employee, with the reason in the audit trail and nobody as actor', async () => {
    expect((await admin(uri, 'disable-employee', '--number', 'E001', '--reason', '离职')).code).toBe(EXIT.done);
    expect((await admin(uri, 'list-employees', '--status', 'disabled')).out).toMatch(/^E001 /);
    const lines = await inDatabase(uri, (db) => db.collection('audits').find({ actorId: null }).toArray());
    expect(lines.map((line) => line.action)).toEqual([
      ...['branch_created', 'employee_created', 'activation_issued'],
      ...['employee_created', 'activation_issued', 'employee_disabled'],
    ]);
    expect(lines.at(-1)).toMatchObject({ reason: '离职', actorName: expect.stringContaining('命令行') });
  });

  it.each([
    ['the number is taken', ['create-admin', '--number', 'A001', '--name', '王'], '该工号已被使用'],
    ['there is no such branch', ['list-employees', '--branch', '江北'], '没有网点“江北”'],
    ['there is no such employee', ['issue-activation', '--number', 'X999'], '没有工号为 X999 的员工'],
    [
      'a cashier has no merchant',
      ['create-employee', '--number', 'C1x', '--name', '刘', '--roles', 'cashier'],
      '--merchant',
    ],
    [
      'the merchant is unknown',
      ['create-employee', '--number', 'C1x', '--name', '刘', '--roles', 'cashier', '--merchant', '面馆'],
      '没有商户“面馆”',
    ],
    ['the branch exists', ['create-branch', ...BRANCH], '已有同名网点'],
    ['the admin is the last one', ['disable-employee', '--number', 'A001', '--reason', '测试'], '至少要保留一位'],
  ])('refuses when %s', async (_title, words, said) => {
    const refused = await admin(uri, ...words);
    expect(refused).toMatchObject({ code: EXIT.failed, out: '' });
    expect(refused.err).toContain(said);
  });

  it.each([
    ['an unknown command', ['create-bank'], '没有命令“create-bank”'],
    ['an unknown option', ['create-admin', '--nunber', 'A1'], '没有选项 --nunber'],
    ['a missing option', ['create-admin', '--number', 'A002'], '缺少：--name'],
    ['an option without a value', ['issue-activation', '--number'], '需要一个值'],
    ['a word too many', ['list-branches', '全部'], '多出“全部”'],
    ['a wrong role', ['create-employee', '--number', 'E9x', '--name', '刘', '--roles', 'boss'], '--roles'],
    ['a latitude that is none', ['create-branch', ...BRANCH.slice(0, 5), '北', ...BRANCH.slice(6)], '--latitude'],
  ])('shows how it is used for %s', async (_title, words, said) => {
    const shown = await admin(uri, ...words);
    expect(shown.code).toBe(EXIT.usage);
    expect(shown.err).toContain(said);
    expect(shown.err).toContain('npm run admin --');
  });

  it('lists its commands without a database', async () => {
    const help = await admin('mongodb://127.0.0.1:1/none', 'help');
    expect(help.code).toBe(EXIT.done);
    expect(help.out).toContain('create-branch');
    expect((await admin('mongodb://127.0.0.1:1/none', 'help', 'create-branch')).out).toContain('--latitude');
  });

  it('says so where there is no branch yet', async () => {
    const empty = databaseUri();
    const refused = await admin(empty, 'create-admin', '--number', 'A001', '--name', '何静');
    expect(refused).toMatchObject({ code: EXIT.failed, err: '还没有网点，请先用 create-branch 新建。' });
    await inDatabase(empty, (db) => db.dropDatabase());
  });
});

describe('the code that the command line gives', () => {
  it('activates the employee in the running product', async () => {
    const api = await TestApi.start();
    const uri = new URL(process.env.TEST_MONGODB_URI ?? '');
    uri.pathname = `/${mongoose.connection.name}`;
    const run = (...words: string[]) => adminProcess({ MONGODB_URI: uri.toString() }, ...words);
    expect(run('create-branch', ...BRANCH).status).toBe(EXIT.done);
    const { stdout } = run('create-admin', '--number', 'A001', '--name', '何静');
    const code = /激活码 (\d{8})/.exec(stdout)?.[1];
    const { token } = await buildMember(api);
    const reply = await api.call(employeeRoutes.activateEmployee, { token, body: { number: 'A001', code } });
    expect(reply).toMatchObject({ status: 200, body: { name: '何静', roles: ['admin'] } });
    await api.stop();
  });
});

describe('the command line beside the embedded database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'linzhang-admin-'));

  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('joins the server that runs it, at an address only the same user can read', async () => {
    const database = await openDatabase({ DATA_DIR: dataDir });
    try {
      expect(statSync(join(dataDir, 'db.uri')).mode & 0o777).toBe(0o600);
      expect(adminProcess({ DATA_DIR: dataDir }, 'create-branch', ...BRANCH)).toMatchObject({ status: 0, stderr: '' });
      expect(await mongoose.connection.db?.collection('branches').countDocuments()).toBe(1);
    } finally {
      await database.close();
    }
  });

  it('runs it itself where no server does', () => {
    const listed = adminProcess({ DATA_DIR: dataDir }, 'list-branches');
    expect(listed).toMatchObject({ status: 0, stderr: '' });
    expect(listed.stdout).toContain('江宁支行');
  });

  it('says what to do where the address of the running server is gone', async () => {
    const database = await openDatabase({ DATA_DIR: dataDir });
    rmSync(join(dataDir, 'db.uri'));
    const refused = adminProcess({ DATA_DIR: dataDir }, 'list-branches');
    await database.close();
    expect(refused.status).toBe(EXIT.failed);
    expect(refused.stderr).toContain('先停止服务器');
  });
});

/** Runs a command line as the operator does. */
function adminProcess(env: Record<string, string>, ...words: string[]) {
  const { MONGODB_URI: _other, ...rest } = process.env;
  const line = ['--import', 'tsx', 'server/src/admin/admin.ts', ...words];
  return spawnSync(process.execPath, line, { cwd: ROOT, env: { ...rest, NODE_ENV: 'test', ...env }, encoding: 'utf8' });
}
