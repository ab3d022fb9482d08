import { check } from './check.ts';
import type { Command } from './command.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { migrate } from './migrate.ts';
import { serve } from './serve.ts';
import { setupCommand } from './setup-command.ts';
import { translate } from './translate.ts';
import { worker } from './worker.ts';

/** The commands in the order in which help lists them. */
export const commands: Command[] = [translate, check, demo, setupCommand, doctor, worker, serve, migrate];
