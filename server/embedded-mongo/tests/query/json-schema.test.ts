import { Double } from '../../src/bson/values';
import { matches, refusal } from './query-cases';

const a = (schema: object) => ({ $jsonSchema: { properties: { a: schema } } });

describe('$jsonSchema', () => {
  test.each<[object, object, boolean]>([
    [{ $jsonSchema: {} }, {}, true],
    [{ $jsonSchema: { required: ['a'] } }, { a: null }, true],
    [{ $jsonSchema: { required: ['a'] } }, {}, false],
    [{ $jsonSchema: { bsonType: 'object' } }, {}, true],
    [a({ bsonType: 'int' }), { a: 1 }, true],
    [a({ bsonType: 'int' }), { a: new Double(1) }, false],
    [a({ bsonType: 'int' }), {}, true],
    [a({ bsonType: 'int' }), { a: [1] }, false],
    [a({ bsonType: ['int', 'string'] }), { a: 'x' }, true],
    [a({ type: 'number' }), { a: 1n }, true],
    [a({ type: 'boolean' }), { a: true }, true],
    [a({ minimum: 5 }), { a: 5 }, true],
    [a({ minimum: 5, exclusiveMinimum: true }), { a: 5 }, false],
    [a({ maximum: 5 }), { a: 6 }, false],
    [a({ maximum: 5 }), { a: 'text' }, true],
    [a({ multipleOf: new Double(0.1) }), { a: new Double(0.3) }, true],
    [a({ multipleOf: 3 }), { a: 7 }, false],
    [a({ minLength: 2 }), { a: '😀' }, false],
    [a({ maxLength: 1 }), { a: '😀' }, true],
    [a({ pattern: '^x' }), { a: 'xy' }, true],
    [a({ pattern: '^x' }), { a: 'yx' }, false],
    [a({ enum: [1, { x: 1, y: 2 }] }), { a: { y: 2, x: 1 } }, true],
    [a({ enum: [1, 2] }), { a: 3 }, false],
    [a({ minItems: 1 }), { a: [] }, false],
    [a({ maxItems: 1 }), { a: [1] }, true],
    [a({ uniqueItems: true }), { a: [1, new Double(1)] }, false],
    [a({ uniqueItems: true }), { a: [1, 2] }, true],
    [a({ items: { bsonType: 'int' } }), { a: [1, 'x'] }, false],
    [a({ items: [{ bsonType: 'int' }] }), { a: [1, 'x'] }, true],
    [a({ items: [{ bsonType: 'int' }], additionalItems: false }), { a: [1, 'x'] }, false],
    [a({ properties: { b: { bsonType: 'int' } }, required: ['b'] }), { a: { b: 1 } }, true],
    [a({ properties: { b: { bsonType: 'int' } }, required: ['b'] }), { a: {} }, false],
    [a({ properties: { b: { bsonType: 'int' } }, required: ['b'] }), { a: 5 }, true],
    [{ $jsonSchema: { additionalProperties: false, properties: { a: {} } } }, { a: 1, b: 1 }, false],
    [{ $jsonSchema: { additionalProperties: false, patternProperties: { '^a': {} } } }, { ab: 1 }, true],
    [{ $jsonSchema: { patternProperties: { '^a': { bsonType: 'int' } } } }, { ab: 'x' }, false],
    [{ $jsonSchema: { additionalProperties: { bsonType: 'int' } } }, { a: 'x' }, false],
    [{ $jsonSchema: { minProperties: 2 } }, { a: 1 }, false],
    [{ $jsonSchema: { maxProperties: 1 } }, { a: 1 }, true],
    [{ $jsonSchema: { dependencies: { a: ['b'] } } }, { a: 1 }, false],
    [{ $jsonSchema: { dependencies: { a: { required: ['b'] } } } }, { a: 1, b: 1 }, true],
    [{ $jsonSchema: { allOf: [{ required: ['a'] }, { required: ['b'] }] } }, { a: 1 }, false],
    [{ $jsonSchema: { anyOf: [{ required: ['a'] }, { required: ['b'] }] } }, { a: 1 }, true],
    [{ $jsonSchema: { oneOf: [{ required: ['a'] }, { required: ['b'] }] } }, { a: 1, b: 1 }, false],
    [{ $jsonSchema: { not: { required: ['a'] } } }, { a: 1 }, false],
    [{ $nor: [{ $jsonSchema: { required: ['a'] } }] }, {}, true],
    [{ b: { $elemMatch: { $jsonSchema: { required: ['a'] } } } }, { b: [{ a: 1 }] }, true],
  ])('%p on %p: %s', (filter, document, expected) => {
    expect(matches(filter, document)).toBe(expected);
  });

  test.each<[unknown, number]>([
    [1, 14],
    [{ foo: 1 }, 9],
    [{ format: 'x' }, 9],
    [{ type: 'integer' }, 9],
    [{ type: 'int' }, 2],
    [{ type: 'string', bsonType: 'string' }, 9],
    [{ required: [] }, 9],
    [{ required: ['a', 'a'] }, 9],
    [{ enum: [1, 1] }, 9],
    [{ allOf: [] }, 2],
    [{ minimum: 'x' }, 14],
    [{ multipleOf: 0 }, 9],
    [{ minLength: -1 }, 9],
    [{ pattern: '(' }, 51091],
    [{ properties: { a: 1 } }, 14],
    [{ encrypt: {} }, 238],
  ])('%j is refused with %i', (schema, code) => {
    expect(refusal(() => matches({ $jsonSchema: schema }, {}))[0]).toBe(code);
  });
});
