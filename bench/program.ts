/** A bench program: measures one promise and prints what it measured. */
export interface BenchProgram {
  /** Its options, as the usage shows them. */
  usage: string;
  /**
   * @param args what stands behind the program's name
   * @returns what is printed as one line of JSON
   * @throws BadUsage for options or data that it cannot work with
   */
  run(args: string[]): Promise<Record<string, unknown>>;
}

/** Options or data that a program cannot work with: exit status 2. */
export class BadUsage extends Error {}

/** A line for people; the last line of the standard output is kept for the figures. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
