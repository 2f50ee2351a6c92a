/** Our symbols in the vendor's spelling. */
import type { AssetClass } from "@/lib/domain/vocabulary";
import { toCoinPair } from "@/lib/provider/coin-pair";

export function toVendorTicker(symbol: string, assetClass: AssetClass): string {
  return assetClass === "crypto" ? `X:${toCoinPair(symbol)}` : symbol;
}
