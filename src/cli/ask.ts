import { createInterface } from 'node:readline/promises';
import type { Call } from './command.ts';

/** Asks a person a question that yes or no answers; no where nobody can answer. */
export async function askPerson(call: Call, question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} `);
  terminal.close();
  return call
    .messages('cli:setup.yes-letters')
    .toLowerCase()
    .includes(answer.trim().slice(0, 1).toLowerCase() || '-');
}
