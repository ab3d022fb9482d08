import { readProfile } from '../checks/profile.ts';
import type { Config } from '../config.ts';
import type { Profile } from '../model/profile.ts';
import type { Call } from './command.ts';
import { readText } from './files.ts';
import { namingFile } from './resources.ts';

/** The profile of checks in the file that `--profile` names. @throws InterlinearError `check.unknown`, `profile.malformed`, `input.*`, naming the file */
export function wishedProfile(call: Call, config: Pick<Config, 'inputLimitMegabytes'>): Profile | undefined {
  const path = call.values.profile as string | undefined;
  return path === undefined
    ? undefined
    : namingFile(path, () => readProfile(readText(path, config.inputLimitMegabytes)));
}
