import type { Engine, EngineCapabilities, EngineRequest, EngineSegment, LedgerCall } from '../model/ports.ts';

/** What a text costs by its characters. */
export function costOf({ costPerMillionCharacters }: EngineCapabilities, text: string): number {
  return (text.length * costPerMillionCharacters) / 1e6;
}

/** Calls as the ledger knows them before they are made, each with what it is expected to cost. */
export function ledgerCalls(
  engine: Engine,
  request: EngineRequest,
  capabilities: EngineCapabilities,
  pieces: Map<string, EngineSegment>,
): LedgerCall[] {
  const { from, to } = request;
  const expected = engine.expectedCosts?.({ ...request, segments: [...pieces.values()] });
  return [...pieces].map(([key, { text }], index) => {
    const cost = expected?.[index] ?? costOf(capabilities, text);
    return { key, engine: engine.name, from, to, characters: text.length, cost };
  });
}

/** Empty answers are not recorded; what the service says that they cost, too, was paid with the call that the others came in. */
export function withCostOfNothing<Paid extends { cost: number }>(paid: Paid[], costs: (number | undefined)[]): Paid[] {
  const told = costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
  const kept = paid.reduce((sum, { cost }) => sum + cost, 0);
  if (paid.length === 0 || told <= kept) return paid;
  return paid.map((one) => ({ ...one, cost: one.cost + (told - kept) / paid.length }));
}
