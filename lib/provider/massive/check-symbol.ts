/** Whether the vendor knows a symbol. */
import { type CheckSymbolInput, ProviderError, type SymbolCheck } from "@/lib/provider/provider";
import { tickerBody } from "./bodies";
import { malformed, type Question, type RequestDeps, request } from "./request";
import { toVendorTicker } from "./ticker";

export async function checkSymbol(
  deps: RequestDeps,
  input: CheckSymbolInput,
): Promise<SymbolCheck> {
  const ticker = toVendorTicker(input.symbol, input.assetClass);
  const question: Question = {
    operation: "symbol",
    path: `/v3/reference/tickers/${encodeURIComponent(ticker)}`,
    symbol: input.symbol,
    timeframe: null,
    page: 1,
  };
  try {
    return await request(deps, input, question, (answer) => {
      const body = tickerBody.safeParse(answer.json);
      if (!body.success) {
        const issue = body.error.issues[0];
        const field = issue?.path.join(".") || "body";
        throw malformed(question, {
          field,
          bar: null,
          message: `is not as documented: ${issue?.message}`,
        });
      }
      const value = { known: true, name: body.data.results.name ?? null };
      return { value, rows: 1, requestId: body.data.request_id ?? answer.requestId };
    });
  } catch (error) {
    if (error instanceof ProviderError && error.failure.kind === "unknown_symbol") {
      return { known: false, name: null };
    }
    throw error;
  }
}
