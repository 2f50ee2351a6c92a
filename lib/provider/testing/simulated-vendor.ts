/** For tests: a simulated vendor on loopback with a client in front of it, and the habit of collecting what comes. */

import type { Bar } from "@/lib/domain/bar";
import { createCalendar } from "@/lib/domain/calendar";
import { createMassiveProvider, type MassiveOptions } from "@/lib/provider/massive/massive";
import {
  type BarPage,
  type FetchBarsInput,
  type Provider,
  ProviderError,
  type RequestRecord,
} from "@/lib/provider/provider";
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "@/lib/provider/simulator/server";

/** A Friday, two hours and twenty seconds before the close in New York; the market's clock stands still. */
export const NOW_MS = Date.parse("2026-06-05T18:00:20Z");

export const exchange = createCalendar();

export type SimulatedVendor = {
  simulator: Simulator;
  provider: Provider;
  /** Every request made through `ask`, oldest first. */
  requests: RequestRecord[];
  ask(input: Asked): FetchBarsInput;
};

type Asked = Partial<FetchBarsInput> & { from: string; to: string };

export async function simulateVendor(
  options: Partial<SimulatorOptions> = {},
  client: Partial<MassiveOptions> = {},
): Promise<SimulatedVendor> {
  const simulator = await startSimulator({ port: 0, now: () => NOW_MS, exchange, ...options });
  const requests: RequestRecord[] = [];
  const provider = createMassiveProvider({
    baseUrl: simulator.url,
    apiKey: "test-key",
    requestsPerMinute: 0,
    burst: 1,
    delayMs: 0,
    timeoutMs: 10_000,
    now: Date.now,
    exchange,
    ...client,
  });
  return {
    simulator,
    provider,
    requests,
    ask: ({ from, to, ...rest }) => ({
      symbol: "AAPL",
      assetClass: "stock",
      timeframe: "1m",
      purpose: "manual",
      onRequest: (request) => requests.push(request),
      ...rest,
      fromMs: Date.parse(from),
      toMsExclusive: Date.parse(to),
    }),
  };
}

export async function collectPages(pages: AsyncIterable<BarPage>): Promise<BarPage[]> {
  const all: BarPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

export async function collectBars(pages: AsyncIterable<BarPage>): Promise<Bar[]> {
  return (await collectPages(pages)).flatMap(({ bars }) => bars);
}

/** What came before the failure, and the failure. */
export async function collectUntilFailure(
  pages: AsyncIterable<BarPage>,
): Promise<{ bars: Bar[]; error: ProviderError }> {
  const bars: Bar[] = [];
  try {
    for await (const page of pages) bars.push(...page.bars);
  } catch (error) {
    if (error instanceof ProviderError) return { bars, error };
    throw error;
  }
  throw new Error(`expected a ProviderError, got ${bars.length} bars`);
}
