import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** Compiles a schema of docs/schemas, strictly: an unknown keyword fails. */
export function validator(name: 'segment' | 'report'): ValidateFunction {
  const url = new URL(`../../../docs/schemas/${name}.schema.json`, import.meta.url);
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false });
  return ajv.compile(JSON.parse(readFileSync(url, 'utf8')));
}
