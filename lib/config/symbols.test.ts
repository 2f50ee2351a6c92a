import { expect, test } from "vitest";
import { loadPolicy } from "./policy";
import { loadSymbols, parseSymbols } from "./symbols";

const policy = loadPolicy("config/rto_rpo_config.yaml");
const symbols = loadSymbols("config/symbols.yaml", policy);

test("fifty symbols of three asset classes make 250 series", () => {
  expect(symbols).toHaveLength(50);
  expect(symbols.flatMap((row) => row.timeframes)).toHaveLength(250);
  expect(new Set(symbols.map((row) => row.assetClass))).toEqual(
    new Set(["stock", "etf", "crypto"]),
  );
});

test("every symbol the policy calls critical or standard is tracked", () => {
  const tiers = policy.rpoBySymbolCriticality;
  const promised = [...tiers.critical.symbols, ...tiers.standard.symbols];

  const tracked = symbols
    .filter((row) => row.criticality !== "low_priority")
    .map((row) => row.symbol);

  expect(tracked.sort()).toEqual(promised.sort());
});

test.each([
  {
    row: "{ symbol: aapl, asset_class: stock }",
    says: /s\.yaml:3: symbols\.0\.symbol is "aapl"; allowed: 1 to 20 capital/,
  },
  {
    row: "{ symbol: AAPL, asset_class: bond }",
    says: /asset_class is "bond"; allowed: stock, etf, crypto/,
  },
  {
    row: "{ symbol: AAPL, asset_class: stock, timeframes: [2m] }",
    says: /timeframes\.0 is "2m"; allowed: 1m, 5m/,
  },
  { row: "{ symbol: AAPL }", says: /asset_class is missing/ },
])("$row is refused with its line", ({ row, says }) => {
  const text = `default_timeframes: [1d]\nsymbols:\n  - ${row}\n`;

  expect(() => parseSymbols(text, "s.yaml", policy)).toThrow(says);
});

test("a symbol listed twice is refused", () => {
  const row = "  - { symbol: AAPL, asset_class: stock }\n";
  const text = `default_timeframes: [1d]\nsymbols:\n${row}${row}`;

  expect(() => parseSymbols(text, "s.yaml", policy)).toThrow(/s\.yaml:4: .*listed twice/);
});
