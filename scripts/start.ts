import { freshBuild } from './miniprogram/freshBuild';

/** Builds the pages where they changed, then starts everything in this process and says where to look. */
async function start(): Promise<void> {
  const from = performance.now();
  const pages = await freshBuild({ target: 'h5', personas: true }, say);
  say(
    'starting the database, the WeChat simulator and the server (the first start makes the demo: about a minute) ...',
  );
  const [{ readEnv }, { serve }] = await Promise.all([
    import('../server/src/config/env'),
    import('../server/src/main'),
  ]);
  const env = readEnv({ H5_DIR: pages, LOG_LEVEL: 'warn', ...process.env });
  const { url } = await serve(env);
  say(`ready after ${((performance.now() - from) / 1000).toFixed(1)} s`);
  say('');
  say(`  pages      ${url}/`);
  say(`  API        ${url}/api/docs`);
  say(`  database   ${env.MONGODB_URI ? 'MONGODB_URI' : `embedded, in ${env.DATA_DIR}`}`);
  say('');
  if (env.simulator) await introducePersonas(url);
  say('Ctrl-C stops everything.');
}

async function introducePersonas(url: string): Promise<void> {
  const response = await fetch(`${url}/api/demo/personas`);
  const { items } = (await response.json()) as { items: { label: string }[] };
  say('  Sign in there as one of:');
  for (const { label } of items) say(`    ${label}`);
  say('');
}

function say(line: string): void {
  console.log(line);
}

function messageOf(error: unknown): string {
  const { code, message, stack, name } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `The port is taken. Stop what runs there, or choose another one: PORT=8090 npm start`;
  if (name === 'EnvError' || /is in use by process|^building /.test(message)) return message;
  return stack ?? message;
}

start().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exit(1);
});
