import { createCollator } from '../../bson/collation';
import { decodeDocument } from '../../bson/decode';
import { type Doc, isDoc, typeNameOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Operation } from '../../operation';
import { checkFields, docField, type FieldRules, requiredField } from '../arguments';
import type { CommandContext } from '../command';
import { checkBatchSize } from './insert';

/** The statements of an update or delete command, each checked against the rules. */
export function statementsOf(
  context: CommandContext,
  field: string,
  rules: FieldRules,
  required: readonly string[],
): Doc[] {
  const { command, sequences, name } = context;
  const raws = sequences.get(field);
  const list = raws ? raws.map((raw) => decodeDocument(raw)) : command.get(field);
  if (!Array.isArray(list)) {
    throw new CommandError(40414, `BSON field '${name}.${field}' is missing but a required field`);
  }
  checkBatchSize(list.length);
  return list.map((statement, index) => {
    const path = `${name}.${field}`;
    if (!isDoc(statement)) {
      throw new CommandError(
        ErrorCode.TypeMismatch,
        `BSON field '${path}.${index}' is the wrong type '${typeNameOf(statement)}', expected type 'object'`,
      );
    }
    checkFields(statement, rules, path);
    for (const name of required) requiredField(statement, name, path);
    return statement;
  });
}

/** The command's operation with the statement's own collation. */
export function statementOperation(context: CommandContext, statement: Doc): Operation {
  const { operation } = context;
  const collation = docField(statement, 'collation');
  if (!collation) return operation;
  const collator = createCollator(collation);
  return Object.create(operation, { collator: { value: collator, enumerable: true } }) as Operation;
}
