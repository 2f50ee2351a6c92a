import type { MsRange } from "@/lib/db/queries/multirange";
import type { AssetClass, BaseTimeframe, RequestPurpose } from "@/lib/domain/vocabulary";

/** One range of one base stream, and on whose behalf it is fetched. */
export type FetchStreamInput = MsRange & {
  executionId: string | null;
  symbol: string;
  assetClass: AssetClass;
  timeframe: BaseTimeframe;
  purpose: RequestPurpose;
  /** 1-based attempt of the step. */
  attempt: number;
  signal?: AbortSignal;
};
