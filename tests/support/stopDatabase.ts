import { rm } from 'node:fs/promises';

/** Stops the database that startDatabase started and removes its folder. */
export default async function stopDatabase(): Promise<void> {
  const started = (globalThis as { testDatabase?: { server: { stop: () => Promise<void> }; dataDir: string } })
    .testDatabase;
  if (!started) return;
  await started.server.stop();
  await rm(started.dataDir, { recursive: true, force: true });
}
