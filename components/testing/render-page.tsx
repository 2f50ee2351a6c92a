/** Draws a page as the app would, with the network stubbed: answers by endpoint name, everything else is 404. */

import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { configure, render } from "@testing-library/react";
import {
  AppRouterContext,
  type AppRouterInstance,
} from "next/dist/shared/lib/app-router-context.shared-runtime";
import {
  PathnameContext,
  SearchParamsContext,
} from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import type { ReactElement, ReactNode } from "react";
import { vi } from "vitest";
import { Notices } from "@/components/ui/notices";
import type { ResponseOf } from "@/lib/client/call";
import { ClockProvider } from "@/lib/client/clock";
import { PreferencesProvider } from "@/lib/client/preferences";
import { DEFAULT_PREFERENCES } from "@/lib/client/preferences-cookie";
import { createQueryClient } from "@/lib/client/query-client";
import { ROUTES, type RouteName } from "@/lib/contract/routes";

// Parts that are loaded on first use take their time on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

export type Asked = { url: URL; method: string; headers: Headers; body: unknown };

/** What an endpoint answers: a body for 200, a `Response`, or a function of the request. */
export type Answers = {
  [N in RouteName]?:
    | ResponseOf<N>
    | Response
    | ((asked: Asked) => ResponseOf<N> | Response | Promise<Response>);
};

export const FRAME: ResponseOf<"frame"> = {
  timestamp: "2026-11-23T13:00:00.000Z",
  version: "0.1.0",
  simulated: true,
  market: {
    calendar: "XNYS",
    state: "closed",
    changes_at: "2026-11-23T14:30:00.000Z",
    next_open: "2026-11-23T14:30:00.000Z",
    next_close: "2026-11-23T21:00:00.000Z",
    note: null,
  },
  provider: {
    name: "massive",
    simulated: true,
    requests: 1_204,
    rate_limited: 12,
    rate_limited_pct: 0.9,
    budget_per_minute: 5,
    budget_left: 3,
    budget_resets_in_seconds: 12,
    p95_ms: 180,
    by_purpose: { scheduled: 1_204 },
  },
  open_alerts: 0,
  running_execution: null,
  schedule_paused: null,
  viewer: { name: "maria", role: "admin" },
};

export function problem(status: number, title: string, detail = ""): Response {
  return new Response(JSON.stringify({ title, status, detail }), {
    status,
    headers: { "content-type": "application/problem+json", "x-request-id": "req-42" },
  });
}

/** Stubs `fetch` and returns the list of what was asked, which grows. */
function stubNetwork(answers: Answers): Asked[] {
  const asked: Asked[] = [];
  const all: Answers = { frame: FRAME, ...answers };
  vi.stubGlobal("fetch", async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, "http://localhost");
    const method = init.method ?? "GET";
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    const request = { url, method, headers: new Headers(init.headers), body };
    asked.push(request);
    const name = routeOf(method, url.pathname);
    const answer = name && all[name];
    if (answer === undefined)
      return problem(404, "Not found", `No answer for ${method} ${url.pathname}`);
    const made = typeof answer === "function" ? await answer(request as never) : answer;
    return made instanceof Response ? made.clone() : Response.json(made);
  });
  return asked;
}

function routeOf(method: string, path: string): RouteName | undefined {
  const names = Object.keys(ROUTES) as RouteName[];
  return names.find((name) => {
    const pattern = new RegExp(`^${ROUTES[name].path.replace(/\{\w+\}/g, "[^/]+")}$`);
    return ROUTES[name].method === method && pattern.test(path);
  });
}

/** jsdom lays nothing out and scrolls nothing; lists that draw only what is in sight need the sizes of their frame and of a row. */
function giveSizes(): void {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(1_000);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(37);
  Element.prototype.scrollIntoView = () => undefined;
}

const router: AppRouterInstance = {
  back: () => undefined,
  forward: () => undefined,
  refresh: () => undefined,
  push: () => undefined,
  replace: () => undefined,
  prefetch: () => undefined,
  bfcacheId: "",
};

type PageOptions = { answers?: Answers; search?: string; path?: string; nowMs?: number };

type AroundProps = Required<Pick<PageOptions, "search" | "path" | "nowMs">> & {
  client: QueryClient;
  children: ReactNode;
};

function Around({ search, path, nowMs, client, children }: AroundProps) {
  return (
    <AppRouterContext value={router}>
      <PathnameContext value={path}>
        <SearchParamsContext value={new URLSearchParams(search)}>
          <NuqsTestingAdapter searchParams={search} hasMemory>
            <QueryClientProvider client={client}>
              <PreferencesProvider initial={DEFAULT_PREFERENCES}>
                <ClockProvider nowMs={nowMs}>
                  {children}
                  <Notices />
                </ClockProvider>
              </PreferencesProvider>
            </QueryClientProvider>
          </NuqsTestingAdapter>
        </SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>
  );
}

export function renderPage(page: ReactElement, options: PageOptions = {}) {
  const {
    answers = {},
    search = "",
    path = "/",
    nowMs = Date.parse("2026-11-23T13:00:00Z"),
  } = options;
  giveSizes();
  const asked = stubNetwork(answers);
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } });
  const around = { search, path, nowMs, client };
  return { ...render(<Around {...around}>{page}</Around>), asked, client };
}
