/** Our symbols in the vendor's spelling. */
import type { AssetClass } from "@/lib/domain/vocabulary";

const QUOTE_CURRENCIES = ["USDT", "USDC", "BUSD", "USD", "EUR", "GBP", "JPY"];

/** `BTCUSD` and `BTC` are both `X:BTCUSD`: a coin without its currency is meant against the dollar. */
export function toVendorTicker(symbol: string, assetClass: AssetClass): string {
  if (assetClass !== "crypto") return symbol;
  const hasQuote = QUOTE_CURRENCIES.some(
    (quote) => symbol.endsWith(quote) && symbol.length >= quote.length + 2,
  );
  return `X:${symbol}${hasQuote ? "" : "USD"}`;
}
