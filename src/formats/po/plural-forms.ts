/** Which of its forms a language takes for a number. */
export interface PluralForms {
  /** How many forms there are. */
  count: number;
  /** Index of the form for a number. */
  formOf(number: number): number;
}

/** Numbers that are tried to learn what a form stands for: no language's rule needs more (CLDR plural rules look at the last two digits). */
const TRIED = 1000;
/** Longer rules exist in no language; a hostile one must not exhaust the stack. */
const LONGEST = 500;

const token = /\s*(\d+|n|&&|\|\||[=!<>]=|[-+*/%<>!?:()])/uy;
const levels = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];

type Rule = (n: number) => number;

/**
 * Reads what a PO file's header says of plurals: `nplurals=2; plural=(n > 1);`, the second part an expression of C (GNU gettext manual,
 * section 11.2.6).
 *
 * @returns undefined where it says nothing that can be understood
 */
export function readPluralForms(written: string): PluralForms | undefined {
  const found = /nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;]+);?/u.exec(written);
  const [, count = '', expression = ''] = found ?? [];
  if (!found || expression.length > LONGEST) return undefined;
  try {
    const rule = parseRule(expression);
    return { count: Number(count), formOf: (number) => Math.trunc(rule(number)) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What a form stands for: the number one alone, one and other numbers, or other numbers. */
export function standsFor({ formOf }: PluralForms, form: number): 'one' | 'one-and-more' | 'more' {
  if (formOf(1) !== form) return 'more';
  for (let number = 2; number < TRIED; number++) if (formOf(number) === form) return 'one-and-more';
  return formOf(0) === form ? 'one-and-more' : 'one';
}

/** @throws SyntaxError */
function parseRule(expression: string): Rule {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let at = 0; expression.slice(at).trim() !== ''; at = token.lastIndex) {
    const [, found] = token.exec(expression) ?? [];
    if (!found) throw new SyntaxError(expression);
    tokens.push(found);
  }
  const next = () => tokens.shift();
  const take = (wanted: string) => {
    if (next() !== wanted) throw new SyntaxError(expression);
  };
  const choice = (): Rule => {
    const condition = level(0);
    if (tokens[0] !== '?') return condition;
    take('?');
    const yes = choice();
    take(':');
    const no = choice();
    return (n) => (condition(n) ? yes(n) : no(n));
  };
  const level = (depth: number): Rule => {
    const operators = levels[depth];
    if (!operators) return single();
    let left = level(depth + 1);
    while (operators.includes(tokens[0] ?? '')) {
      const operator = next() as string;
      const [before, after] = [left, level(depth + 1)];
      left = (n) => calculate(operator, before(n), after(n));
    }
    return left;
  };
  const single = (): Rule => {
    const found = next();
    if (found === 'n') return (n) => n;
    if (found !== undefined && /^\d+$/u.test(found)) return () => Number(found);
    if (found === '!') {
      const negated = single();
      return (n) => (negated(n) ? 0 : 1);
    }
    if (found !== '(') throw new SyntaxError(expression);
    const inside = choice();
    take(')');
    return inside;
  };
  const rule = choice();
  if (tokens.length > 0) throw new SyntaxError(expression);
  return rule;
}

function calculate(operator: string, a: number, b: number): number {
  switch (operator) {
    case '||':
      return a || b ? 1 : 0;
    case '&&':
      return a && b ? 1 : 0;
    case '==':
      return a === b ? 1 : 0;
    case '!=':
      return a !== b ? 1 : 0;
    case '<':
      return a < b ? 1 : 0;
    case '>':
      return a > b ? 1 : 0;
    case '<=':
      return a <= b ? 1 : 0;
    case '>=':
      return a >= b ? 1 : 0;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? 0 : Math.trunc(a / b);
    default:
      return b === 0 ? 0 : a % b;
  }
}
