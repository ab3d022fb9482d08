import type { CallLedger } from '../../src/model/ports.ts';
import type { PaidResult } from '../../src/pipeline/pay-once.ts';

/** A ledger that lives as long as a test. */
export function memoryLedger(): CallLedger & { replies: Map<string, PaidResult>; claims: Set<string>; cost(): number } {
  const replies = new Map<string, PaidResult>();
  const claims = new Set<string>();
  let cost = 0;
  return {
    replies,
    claims,
    cost: () => cost,
    async claim(calls) {
      const recorded = new Map([...replies].filter(([key]) => calls.some((call) => call.key === key)));
      const ours = new Set(calls.map(({ key }) => key).filter((key) => !recorded.has(key)));
      for (const key of ours) claims.add(key);
      return { recorded, ours, busy: new Set() };
    },
    async record(paid) {
      for (const { key, reply, cost: price } of paid) {
        replies.set(key, reply);
        claims.delete(key);
        cost += price;
      }
    },
    async release(keys) {
      for (const key of keys) claims.delete(key);
    },
  };
}
