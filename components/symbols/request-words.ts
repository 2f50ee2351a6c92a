/** Which request a series' bars came from. Pure. */
import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import type { SymbolData } from "./symbol-data";

export type VendorRequest = SymbolData["requests"][number];

/** The vendor's path names the unit of the bars: `…/range/1/minute/…`. */
export function lastRequestOf(
  requests: readonly VendorRequest[],
  base: BaseTimeframe,
): VendorRequest | undefined {
  const unit = base === "1m" ? "/minute/" : "/day/";
  return requests.find(({ path }) => path.includes(unit));
}
