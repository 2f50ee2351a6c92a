/** Loads the list of symbols that a new database begins with. */
import { z } from "zod";
import {
  ASSET_CLASSES,
  type AssetClass,
  type Criticality,
  TIMEFRAMES,
  type Timeframe,
} from "@/lib/domain/vocabulary";
import type { Policy } from "./policy-schema";
import { parseYaml, readConfigFile } from "./yaml-file";
import { oneOf, ticker, words } from "./yaml-values";

export type ConfiguredSymbol = {
  symbol: string;
  name: string | null;
  assetClass: AssetClass;
  criticality: Criticality;
  timeframes: Timeframe[];
};

const timeframes = z.array(oneOf(TIMEFRAMES)).min(1, "allowed: at least one timeframe");

const symbolsSchema = z
  .strictObject({
    default_timeframes: timeframes,
    symbols: z.array(
      z.strictObject({
        symbol: ticker(),
        name: words().optional(),
        asset_class: oneOf(ASSET_CLASSES),
        timeframes: timeframes.optional(),
      }),
    ),
  })
  .superRefine(({ symbols }, context) => {
    const seen = new Set<string>();
    symbols.forEach(({ symbol }, index) => {
      if (seen.has(symbol)) {
        const message = "listed twice; allowed: each symbol once";
        context.addIssue({ code: "custom", path: ["symbols", index, "symbol"], message });
      }
      seen.add(symbol);
    });
  });

/** @throws ConfigError */
export function loadSymbols(path: string, policy: Policy): ConfiguredSymbol[] {
  return parseSymbols(readConfigFile(path), path, policy);
}

export function parseSymbols(text: string, fileName: string, policy: Policy): ConfiguredSymbol[] {
  const file = parseYaml(text, fileName, symbolsSchema);
  return file.symbols.map((row) => ({
    symbol: row.symbol,
    name: row.name ?? null,
    assetClass: row.asset_class,
    criticality: criticalityOf(row.symbol, policy),
    timeframes: row.timeframes ?? file.default_timeframes,
  }));
}

/** The class that names the symbol; what none names is of low priority. */
export function criticalityOf(symbol: string, policy: Policy): Criticality {
  const tiers = policy.rpoBySymbolCriticality;
  if (tiers.critical.symbols.includes(symbol)) return "critical";
  return tiers.standard.symbols.includes(symbol) ? "standard" : "low_priority";
}
