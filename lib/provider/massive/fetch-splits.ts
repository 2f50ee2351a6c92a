/** The vendor's splits, all pages, each (symbol, day, ratio) once. */
import type { FetchSplitsInput, ProviderError, Split } from "@/lib/provider/provider";
import { splitsBody } from "./bodies";
import { nextPage } from "./next-page";
import {
  type Answer,
  malformed,
  type Question,
  type Reading,
  type RequestDeps,
  request,
} from "./request";

const PATH = "/stocks/v1/splits";

type Deps = RequestDeps & { maxPages: number };
type SplitPage = { splits: Split[]; nextPath: string | null };

export async function fetchSplits(deps: Deps, input: FetchSplitsInput): Promise<Split[]> {
  const found = new Map<string, Split>();
  const seen = new Set<string>();
  let path: string | null = firstPath(input);

  for (let page = 1; path !== null; page += 1) {
    seen.add(path);
    const question: Question = {
      operation: "splits",
      path,
      symbol: input.symbol ?? null,
      timeframe: null,
      page,
    };
    const read: SplitPage = await request(deps, input, question, (answer) =>
      readPage(deps, question, seen, answer),
    );
    for (const split of read.splits) {
      found.set(`${split.symbol} ${split.day} ${split.splitTo / split.splitFrom}`, split);
    }
    path = read.nextPath;
  }
  return [...found.values()].sort(
    (a, b) => a.day.localeCompare(b.day) || a.symbol.localeCompare(b.symbol),
  );
}

function readPage(
  deps: Deps,
  question: Question,
  seen: ReadonlySet<string>,
  answer: Answer,
): Reading<SplitPage> {
  const body = splitsBody.safeParse(answer.json);
  if (!body.success) throw splitFault(question, body.error);
  const splits = (body.data.results ?? []).map(toSplit);
  refuseStrays(question, splits);

  const asked = { nextUrl: body.data.next_url, baseUrl: deps.baseUrl, pathPrefix: PATH, seen };
  const next = nextPage(asked);
  if (next !== null && ("refused" in next || question.page >= deps.maxPages)) {
    const message =
      "refused" in next ? `is refused: ${next.refused}` : `goes on after ${question.page} pages`;
    throw malformed(question, { field: "next_url", bar: null, message });
  }
  const requestId = body.data.request_id ?? answer.requestId;
  return { value: { splits, nextPath: next?.path ?? null }, rows: splits.length, requestId };
}

function refuseStrays(question: Question, splits: readonly Split[]): void {
  if (question.symbol === null) return;
  const stray = splits.findIndex(({ symbol }) => symbol !== question.symbol);
  if (stray < 0) return;
  const message = `is ${splits[stray]?.symbol} where ${question.symbol} was asked for`;
  throw malformed(question, { field: "ticker", bar: stray, message });
}

function firstPath(input: FetchSplitsInput): string {
  const query = new URLSearchParams({ limit: "5000", sort: "execution_date.asc" });
  if (input.symbol !== undefined) query.set("ticker", input.symbol);
  if (input.sinceDay !== undefined) query.set("execution_date.gte", input.sinceDay);
  return `${PATH}?${query}`;
}

function toSplit(row: {
  ticker: string;
  execution_date: string;
  split_from: number;
  split_to: number;
}): Split {
  return {
    symbol: row.ticker,
    day: row.execution_date,
    splitFrom: row.split_from,
    splitTo: row.split_to,
  };
}

function splitFault(
  question: Question,
  error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] },
): ProviderError {
  const issue = error.issues[0];
  const [, index, name] = issue?.path ?? [];
  return malformed(question, {
    field: String(name ?? issue?.path[0] ?? "body"),
    bar: typeof index === "number" ? index : null,
    message: `is not as documented: ${issue?.message}`,
  });
}
