import { basename } from 'node:path';
import type { Config } from '../config.ts';
import { furnitureRows, patternsOf } from '../intake/furniture-table.ts';
import type { Pattern } from '../intake/patterns.ts';
import type { FurnitureRow } from '../model/furniture.ts';
import type { CalqueRow } from '../model/term.ts';
import { calqueRows } from '../terminology/calque-table.ts';
import { readText } from './files.ts';
import { namingFile } from './resources.ts';

/** The desk's own rules, from the files that the settings name. */
export interface WishedRules {
  calques: CalqueRow[];
  furniture: FurnitureRow[];
  /** The rules for furniture, ready to be tried. */
  patterns: Pattern[];
}

/** @throws InterlinearError `calques.malformed`, `furniture.malformed`, `input.*`, naming the file */
export function wishedRules({ calques, furniture, inputLimitMegabytes }: Config): WishedRules {
  const read = <Row>(paths: string[], rows: (text: string, name: string) => Row[]) =>
    paths.flatMap((path) => namingFile(path, () => rows(readText(path, inputLimitMegabytes), basename(path))));
  const lines = read(furniture, furnitureRows);
  return { calques: read(calques, calqueRows), furniture: lines, patterns: patternsOf(lines) };
}
