// A program for the command engine: reads JSON lines, writes JSON lines, and fails as its argument says.
import { existsSync, readFileSync } from 'node:fs';

const fault = existsSync(process.argv[2]) ? readFileSync(process.argv[2], 'utf8').trim() : '';
const lines = readFileSync(0, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const loud = (text) =>
  text.replace(/<[^<>]*>|&(?:#\w+|\w+);|[^<&]/gu, (part) => (part.length > 2 ? part : part.toUpperCase()));
const answer = ({ id, text, terms }) => {
  let spoken = fault === 'empty' ? '' : loud(text);
  for (const { source, target } of terms) spoken = spoken.replaceAll(source.toUpperCase(), target);
  if (fault === 'no-codes') spoken = spoken.replace(/<\/?[gx]\b[^<>]*>/g, '');
  return JSON.stringify({ id, text: spoken });
};
if (fault === 'slow') setTimeout(() => {}, 60_000);
else if (fault === 'exit') {
  process.stderr.write('no model\n');
  process.exitCode = 3;
} else if (fault === 'no-json') process.stdout.write('Bonjour\n');
else if (fault === 'other-json') process.stdout.write('{"hello":["world"]}\n');
else for (const line of lines.slice(fault === 'fewer' ? 1 : 0).reverse()) process.stdout.write(`${answer(line)}\n`);
