import { isDoc, typeNameOf, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { CommandContext } from './command';

const NAMESPACE_LIMIT = 255;

/** The collection a command is about (value of its first field) as database.collection. */
export function namespaceOf(context: CommandContext): string {
  return `${context.database}.${collectionName(context.command.get(context.name), context.database)}`;
}

/** Checks the name of a collection. */
export function collectionName(value: Value | undefined, database: string): string {
  if (typeof value !== 'string') {
    const type = isDoc(value) ? 'object' : typeNameOf(value);
    throw new CommandError(ErrorCode.BadValue, `collection name has invalid type ${type}`);
  }
  if (value === '' || value.startsWith('.') || value.includes('\0')) {
    throw new CommandError(ErrorCode.InvalidNamespace, `Invalid namespace specified '${database}.${value}'`);
  }
  return value;
}

/** Checks a collection that is to be written to or made. */
export function checkWritable(namespace: string): void {
  const dot = namespace.indexOf('.');
  const collection = namespace.slice(dot + 1);
  const refuse = (reason: string) => new CommandError(ErrorCode.InvalidNamespace, reason);
  if (collection.includes('$')) throw refuse(`Invalid collection name: ${collection}`);
  if (collection.startsWith('system.')) throw refuse(`cannot write to '${namespace}'`);
  if (Buffer.byteLength(namespace) > NAMESPACE_LIMIT) {
    throw refuse(`Fully qualified namespace is too long. Namespace: ${namespace} Max: ${NAMESPACE_LIMIT}`);
  }
}

/** Splits database.collection. */
export function splitNamespace(namespace: string): { database: string; collection: string } {
  const dot = namespace.indexOf('.');
  if (dot <= 0 || dot === namespace.length - 1) {
    throw new CommandError(ErrorCode.InvalidNamespace, `Invalid namespace specified '${namespace}'`);
  }
  return { database: namespace.slice(0, dot), collection: namespace.slice(dot + 1) };
}
