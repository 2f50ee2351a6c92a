/** Coins as pairs: `BTC` without its currency is meant against the dollar. */

const QUOTE_CURRENCIES = ["USDT", "USDC", "BUSD", "USD", "EUR", "GBP", "JPY"];

/** `BTC` and `BTCUSD` are both `BTCUSD`; `BTCUSDT` stays what it is. */
export function toCoinPair(symbol: string): string {
  const hasQuote = QUOTE_CURRENCIES.some(
    (quote) => symbol.endsWith(quote) && symbol.length >= quote.length + 2,
  );
  return hasQuote ? symbol : `${symbol}USD`;
}
