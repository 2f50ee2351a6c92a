/** React Query options, one per reading endpoint: the single place that names query keys. Polling is `useLiveQuery`'s business. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { RouteName } from "@/lib/contract/routes";
import { type BodyOf, call, type ParamsOf, type QueryOf, type ResponseOf } from "./call";
import { noteServerTime } from "./clock";

type Values = Record<string, unknown>;

/** All but the formats for machines say when they were computed. */
type Timed = Exclude<RouteName, "metrics" | "badge" | "openapi" | "exportPolicy">;

/** Of one endpoint; queries of the settings are named in settings-queries.ts, which the other pages need not load. */
export function reading<N extends Timed>(
  name: N,
  input: { params?: Record<string, string>; query?: Values } = {},
) {
  return queryOptions<ResponseOf<N>>({
    queryKey: [name, input.params ?? {}, input.query ?? {}],
    queryFn: async ({ signal }) => {
      const answer = await call(name, { ...input, signal });
      noteServerTime(answer);
      return answer;
    },
    // A changed filter keeps the old rows until the new ones are here; another subject never shows the old one's.
    placeholderData: (before, query) =>
      JSON.stringify(query?.queryKey[1]) === JSON.stringify(input.params ?? {})
        ? before
        : undefined,
  });
}

/** As `reading`, page by page: the oldest first, the next by its cursor. */
function paging<N extends RouteName>(
  name: N,
  input: { params?: Record<string, string>; query?: Values },
) {
  return infiniteQueryOptions({
    queryKey: [name, input.params ?? {}, input.query ?? {}, "pages"],
    queryFn: ({ signal, pageParam }) =>
      call(name, { ...input, query: { ...input.query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: ResponseOf<N>) => nextCursorOf(last),
  });
}

function nextCursorOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("next_cursor" in answer)) return undefined;
  return typeof answer.next_cursor === "string" ? answer.next_cursor : undefined;
}

export type Filters<N extends RouteName> = QueryOf<N>;

export const frameQuery = () => reading("frame");
export const overviewQuery = () => reading("overview");

export const stalenessQuery = (query: Filters<"staleness"> = {}) => reading("staleness", { query });
export const stalenessMatrixQuery = (query: Filters<"stalenessMatrix"> = {}) =>
  reading("stalenessMatrix", { query });
export const coverageQuery = (query: Filters<"coverage">) => reading("coverage", { query });
export const coverageDayQuery = (params: ParamsOf<"coverageDay">) =>
  reading("coverageDay", { params });
export const freshnessHistoryQuery = (query: Filters<"freshnessHistory">) =>
  reading("freshnessHistory", { query });

export const executionHistoryQuery = (query: Filters<"executionHistory"> = {}) =>
  reading("executionHistory", { query });
export const executionStatsQuery = (query: Filters<"executionStats">) =>
  reading("executionStats", { query });
export const executionQuery = (id: string) => reading("execution", { params: { id } });
export const executionRequestsQuery = (id: string, query: Filters<"executionRequests"> = {}) =>
  paging("executionRequests", { params: { id }, query });
export const executionLogQuery = (id: string, query: Filters<"executionLog"> = {}) =>
  paging("executionLog", { params: { id }, query });
export const executionCompareQuery = (id: string, other: string) =>
  reading("executionCompare", { params: { id }, query: { with: other } });

/** What a run with this body would do; null asks nothing. A preview is never reused: the board moves. */
export const previewBackfillQuery = (body: BodyOf<"previewBackfill"> | null) =>
  queryOptions({
    queryKey: ["previewBackfill", body],
    queryFn: ({ signal }) => call("previewBackfill", { body, signal }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const failuresQuery = (query: Filters<"failures"> = {}) => reading("failures", { query });
export const failureGroupsQuery = (query: Filters<"failureGroups"> = {}) =>
  reading("failureGroups", { query });

export const symbolsQuery = (query: Filters<"symbols"> = {}) => reading("symbols", { query });
export const symbolQuery = (symbol: string) => reading("symbol", { params: { symbol } });
export const historicalQuery = (symbol: string, query: Filters<"historical"> = {}) =>
  reading("historical", { params: { symbol }, query });

export const alertsQuery = (query: Filters<"alerts"> = {}) => reading("alerts", { query });
export const alertRulesQuery = () => reading("alertRules");
/** A replay is asked for again only when its form changes. */
export const backtestAlertsQuery = (body: BodyOf<"backtestAlerts">) =>
  queryOptions({
    queryKey: ["backtestAlerts", body],
    queryFn: ({ signal }) => call("backtestAlerts", { body, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });

export const policyQuery = () => reading("policy");
export const policyVersionsQuery = (query: Filters<"policyVersions"> = {}) =>
  reading("policyVersions", { query });
/** Null asks nothing. */
export const previewPolicyQuery = (body: BodyOf<"previewPolicy"> | null) =>
  queryOptions({
    queryKey: ["previewPolicy", body],
    queryFn: ({ signal }) => call("previewPolicy", { body, signal }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  });
