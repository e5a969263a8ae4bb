import type { Chunk, ChunkGraph, Module } from 'webpack';

/** Tab pages, one of which a person nearly always sees first. */
const TAB_PAGE = /[\\/]src[\\/]pages[\\/]tabs[\\/]/;

const known = new WeakMap<Chunk, boolean>();

function isTab(chunk: Chunk, graph: ChunkGraph): boolean {
  let tab = known.get(chunk);
  if (tab === undefined) {
    tab = graph.getChunkRootModules(chunk).some((module) => TAB_PAGE.test(module.identifier()));
    known.set(chunk, tab);
  }
  return tab;
}

/** Whether one of the tabs needs a module. */
function servesTab(module: Module, { chunkGraph }: { chunkGraph: ChunkGraph }): boolean {
  return chunkGraph.getModuleChunks(module).some((chunk) => isTab(chunk, chunkGraph));
}

const together = { chunks: 'async' as const, minChunks: 2, enforce: true };

/** What several pages of h5 need is loaded once: first what the tabs need, and with the first other page the rest. */
export const sharedCode = {
  first: { ...together, name: 'first', test: servesTab, priority: 6 },
  shared: { ...together, name: 'shared', priority: 5 },
};
