/** Values put into an error's sentence; never a text of an article, a key or a password. */
export type ErrorParameters = Record<string, string | number>;

/**
 * Something that went wrong in a way a user can act on.
 *
 * `code` is stable and is the key of two sentences in locales/LANGUAGE/errors.json: `CODE.what` (what happened) and `CODE.todo` (what
 * to do next). The edge (cli, server) renders them; nothing in between writes prose.
 */
export class InterlinearError extends Error {
  /** The key in the `errors` namespace, such as `input.binary`. */
  readonly code: string;
  /** What the sentences interpolate. */
  readonly parameters: ErrorParameters;

  constructor(code: string, parameters: ErrorParameters = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(parameters)}`, options);
    this.name = new.target.name;
    this.code = code;
    this.parameters = parameters;
  }
}

/** The command was called wrongly (exit status 2): unknown option, language, engine or format. */
export class UsageError extends InterlinearError {}

/** The outside world failed for now (database, queue, engine): worth another attempt. */
export class TransientError extends InterlinearError {}

/** An error as it is stored and shown: `code` and `parameters` of the nearest InterlinearError, else `internal` with the message. */
export interface StoredError {
  code: string;
  parameters: ErrorParameters;
}

/** Turns anything thrown into what a row can hold. */
export function storedError(error: unknown): StoredError {
  if (error instanceof InterlinearError) return { code: error.code, parameters: error.parameters };
  return { code: 'internal', parameters: { message: error instanceof Error ? error.message : String(error) } };
}
