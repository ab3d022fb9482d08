import { itsSeverity } from '../model/finding.ts';
import { type Check, type Remark, toPairInput, toTextInput } from './check.ts';

/** A text of an example. */
export interface ExampleText {
  language: string;
  text: string;
}

/** A check in words and examples: what its documentation is made from. */
export interface Description {
  id: string;
  type: Check['type'];
  mqm: Check['mqm'];
  severity: Check['severity'];
  /** ITS 2.0 locQualityIssueSeverity, 0 to 100. */
  its: number;
  needs: Check['needs'];
  languages?: string[];
  /** Texts that it is silent about: one text, or source and target, or those of several pairs. */
  valid: ExampleText[][];
  invalid: { texts: ExampleText[]; remarks: Said[] }[];
}

/** What a check says of an example: the text of its span, and its message. */
export interface Said {
  text: string;
  suggestions: string[];
  key: string;
  parameters: Record<string, string | number>;
}

/** A check with its examples spelled out. */
export function describeCheck(check: Check): Description {
  const { id, type, mqm, severity, needs, languages } = check;
  const facts = { id, type, mqm, severity, its: itsSeverity[severity], needs, ...(languages ? { languages } : {}) };
  return { ...facts, ...examplesOf(check) };
}

function examplesOf(check: Check): Pick<Description, 'valid' | 'invalid'> {
  switch (check.needs) {
    case 'text': {
      const texts = (input: (typeof check.examples.valid)[number]): ExampleText[] => {
        const { language, text } = toTextInput(input);
        return [{ language, text }];
      };
      return {
        valid: check.examples.valid.map(texts),
        invalid: check.examples.invalid.map(({ input, remarks }) => ({
          texts: texts(input),
          remarks: remarks.map((remark) => said(remark, input.text)),
        })),
      };
    }
    case 'pair':
      return {
        valid: check.examples.valid.map((input) => pairTexts(input)),
        invalid: check.examples.invalid.map(({ input, remarks }) => ({
          texts: pairTexts(input),
          remarks: remarks.map((remark) => said(remark, remark.side === 'source' ? input.source : input.target)),
        })),
      };
    case 'article':
      return {
        valid: check.examples.valid.map((pairs) => pairs.flatMap(pairTexts)),
        invalid: check.examples.invalid.map(({ input, remarks }) => ({
          texts: input.flatMap(pairTexts),
          remarks: remarks.map((remark) => said(remark, input[remark.segment]?.target ?? '')),
        })),
      };
    case 'alignment': {
      const texts = (input: (typeof check.examples.valid)[number]): ExampleText[] => [
        ...input.source.map(({ text }) => ({ language: 'source', text })),
        ...input.target.map(({ text }) => ({ language: 'target', text })),
      ];
      return {
        valid: check.examples.valid.map(texts),
        invalid: check.examples.invalid.map(({ input, remarks }) => ({
          texts: texts(input),
          remarks: remarks.map((remark) => said(remark, input[remark.side][remark.segment]?.text ?? '')),
        })),
      };
    }
  }
}

function pairTexts(example: Parameters<typeof toPairInput>[0]): ExampleText[] {
  const { source, target } = toPairInput(example);
  return [source, target].map(({ language, text }) => ({ language, text }));
}

function said({ start, end, suggestions = [], message: { key, parameters } }: Remark, text: string): Said {
  return { text: text.slice(start, end), suggestions, key, parameters };
}
