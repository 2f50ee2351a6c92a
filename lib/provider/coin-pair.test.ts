import { expect, test } from "vitest";
import { toCoinPair } from "./coin-pair";

test.each([
  ["BTC", "BTCUSD"],
  ["BTCUSD", "BTCUSD"],
  ["BTCUSDT", "BTCUSDT"],
  ["BTCBUSD", "BTCBUSD"],
  ["ETHEUR", "ETHEUR"],
  ["USDT", "USDTUSD"],
  ["USDC", "USDCUSD"],
])("%s is the pair %s", (symbol, pair) => {
  expect(toCoinPair(symbol)).toBe(pair);
});
