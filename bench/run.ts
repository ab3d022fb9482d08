/**
 * Measures what the product promises: `npm run --silent bench -- PROGRAM [options]`.
 *
 * The last line of the standard output is one JSON object. Exit status 0 when the program ran, whatever the figures; 2 for bad usage or
 * data.
 */
import { bench } from './bench.ts';

process.exitCode = await bench(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
