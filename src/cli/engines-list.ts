import { readConfig } from '../config.ts';
import { type StoredError, storedError } from '../model/errors.ts';
import type { Engine, EngineCapabilities } from '../model/ports.ts';
import { tableLines } from './columns.ts';
import { type Call, type Command, exit, flagsOf } from './command.ts';
import { enginesOf } from './engines.ts';
import { money } from './money.ts';
import { sentence } from './sentence.ts';

/** `interlinear engines list`: every engine, whether it works here, what it costs and whether texts leave. */
export const enginesList: Command = {
  name: 'engines list',
  usage: '[--json]',
  options: { json: { type: 'boolean' } },
  examples: ['npx interlinear engines list', 'npx interlinear engines list --json'],
  async run(call) {
    const engines = [];
    for (const engine of enginesOf(readConfig(flagsOf(call))).values()) engines.push(await examined(engine));
    if (call.values.json)
      call.out(
        JSON.stringify({
          engines: engines.map(({ name, capabilities, error }) => ({
            name,
            ...capabilities,
            ...(error ? { error: { ...error, message: sentence(error, call.messages) } } : {}),
          })),
        }),
      );
    else for (const line of tableLines(engines.map((one) => row(call, one)))) call.out(line);
    return exit.done;
  },
};

interface Examined {
  name: string;
  capabilities?: EngineCapabilities;
  error?: StoredError;
}

/** What an engine says of itself; a service that does not answer says why. */
export async function examined({ name, capabilities }: Pick<Engine, 'name' | 'capabilities'>): Promise<Examined> {
  try {
    return { name, capabilities: await capabilities() };
  } catch (error) {
    return { name, error: storedError(error) };
  }
}

function row(call: Call, { name, capabilities, error }: Examined): string[] {
  const { messages } = call;
  if (error) return [messages('cli:doctor.failed'), name, sentence(error, messages)];
  if (!capabilities?.available)
    return [messages('cli:doctor.missing'), name, messages(`cli:${capabilities?.remedy ?? 'doctor.no-engine'}`)];
  const { anyPair, pairs, costPerMillionCharacters, tokenPrice, sendsTextOutside } = capabilities;
  const about = [
    anyPair ? messages('cli:engines.any-pair') : messages('cli:engines.pairs', { count: pairs.length }),
    tokenPrice
      ? messages('cli:engines.token-price', { sent: money(tokenPrice.sent), received: money(tokenPrice.received) })
      : costPerMillionCharacters > 0
        ? messages('cli:engines.price', { price: money(costPerMillionCharacters) })
        : messages('cli:engines.free'),
    messages(sendsTextOutside ? 'cli:engines.leaves' : 'cli:engines.stays'),
  ];
  return [messages('cli:doctor.ok'), name, about.join('; ')];
}
