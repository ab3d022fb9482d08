import { existsSync, readFileSync } from 'node:fs';
import {
  DtdValidator,
  XmlBufferInputProvider,
  XmlDocument,
  XmlDtd,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';

const schemas = new URL('../../../shared/data/schemas/', import.meta.url);

/** Whether the standards' schemas are at hand; the tests that need them skip where they are not. */
export const haveSchemas = existsSync(schemas);

let registered = false;

/** libxml2 in WASM sees no files: the drivers' imports are served from memory under a name of our own. */
function schemaDocument(folder: string, file: string): XmlDocument {
  if (!registered) {
    const files: Record<string, Uint8Array> = {};
    const add = (path: string): void => {
      files[`schemas:/${path}`] = readFileSync(new URL(path, schemas));
    };
    for (const name of ['all-2.1', 'xliff_core_2.0', 'fs', 'glossary', 'matches', 'metadata', 'resource_data']) {
      add(`xliff-2.0-2.1/${name}.xsd`);
    }
    for (const name of ['size_restriction', 'validation', 'itsm', 'its']) add(`xliff-2.0-2.1/${name}.xsd`);
    add('xliff-2.0-2.1/informativeCopiesOf3rdPartySchemas/w3c/xml.xsd');
    add('xliff-2.0-2.1/informativeCopiesOf3rdPartySchemas/extensions/change_tracking.xsd');
    add('xliff-1.2/xliff-core-1.2-transitional.xsd');
    add('xliff-1.2/xml.xsd');
    xmlRegisterInputProvider(new XmlBufferInputProvider(files));
    registered = true;
  }
  const path = `${folder}/${file}`;
  return XmlDocument.fromBuffer(readFileSync(new URL(path, schemas)), { url: `schemas:/${path}` });
}

const validators = new Map<string, XsdValidator>();

function validate(xml: string, folder: string, file: string): void {
  let validator = validators.get(folder);
  if (!validator) {
    validator = XsdValidator.fromDoc(schemaDocument(folder, file));
    validators.set(folder, validator);
  }
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
  } finally {
    document.dispose();
  }
}

/** @throws when the file is not valid XLIFF 2.1, core and modules */
export function validateXliff21(xml: string): void {
  validate(xml, 'xliff-2.0-2.1', 'all-2.1.xsd');
}

/** @throws when the file is not valid XLIFF 1.2 (transitional) */
export function validateXliff12(xml: string): void {
  validate(xml, 'xliff-1.2', 'xliff-core-1.2-transitional.xsd');
}

/** @throws when the file is not valid TMX 1.4b */
export function validateTmx(xml: string): void {
  const document = XmlDocument.fromString(xml);
  using validator = new DtdValidator(XmlDtd.fromBuffer(readFileSync(new URL('tmx-1.4b/tmx14.dtd', schemas))));
  try {
    validator.validate(document);
  } finally {
    document.dispose();
  }
}
