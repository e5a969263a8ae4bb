import type { GridFSBucket } from 'mongodb';
import { optionsOf, type Steps } from './operation';

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Steps whose object is a GridFS bucket. */
export const bucketSteps: Steps<GridFSBucket> = {
  download: (bucket, args) => bytesOf(bucket.openDownloadStream(args['id'], optionsOf(args, 'id'))),
  downloadByName: (bucket, args) =>
    bytesOf(bucket.openDownloadStreamByName(args['filename'], optionsOf(args, 'filename'))),
  delete: (bucket, args) => bucket.delete(args['id'], optionsOf(args, 'id')),
  rename: (bucket, args) => bucket.rename(args['id'], args['newFilename'], optionsOf(args, 'id', 'newFilename')),
  drop: (bucket, args) => bucket.drop(args),
};
