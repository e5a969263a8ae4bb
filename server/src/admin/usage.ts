import { parseArgs } from 'node:util';
import type { Command } from './command';
import { UsageError } from './words';

const PREFIX = 'npm run admin --';

/** The help over all commands, or for one. */
export function usage(commands: readonly Command[], name?: string): string {
  const one = commands.find((command) => command.name === name);
  if (one) return usageOf(one);
  const rows = commands.map((command) => `  ${command.name.padEnd(20)}${command.summary}`);
  return [
    `用法：${PREFIX} <命令> [选项]`,
    '',
    ...rows,
    `  ${'help [命令]'.padEnd(18)}显示帮助`,
    '',
    '数据库：MONGODB_URI；没有设置时用 DATA_DIR（默认 .data）里的嵌入式数据库，服务器运行时也可使用。',
  ].join('\n');
}

function usageOf(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, option]) => `  --${name.padEnd(14)}${option.required ? '必填  ' : '选填  '}${option.sentence}`,
  );
  const example = `例：${PREFIX} ${command.name} ${command.example}`.trimEnd();
  return [
    `${PREFIX} ${command.name}：${command.summary}`,
    '',
    ...options,
    ...(options.length ? [''] : []),
    example,
  ].join('\n');
}

/** The options of a command line, checked against what the command takes. */
export function readOptions(command: Command, words: readonly string[]): Record<string, string> {
  const declared = Object.fromEntries(Object.keys(command.options).map((name) => [name, { type: 'string' as const }]));
  const values = parse(declared, words);
  const given = Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()] as const] : [],
  );
  const options = Object.fromEntries(given);
  const missing = Object.entries(command.options).flatMap(([name, { required }]) =>
    required && options[name] === undefined ? [`--${name}`] : [],
  );
  if (missing.length > 0) throw new UsageError(`缺少：${missing.join(' ')}`);
  return options;
}

function parse(options: Record<string, { type: 'string' }>, words: readonly string[]): Record<string, unknown> {
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const word = /'([^']+)'/.exec(message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageError(`没有选项 ${word}。`);
    if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') throw new UsageError(`多出“${word}”。值里有空格时请加引号。`);
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') throw new UsageError(`选项 ${word} 需要一个值。`);
    throw error;
  }
}
