/** The query client's settings, the same on the server's prefetch and in the browser. */
import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./call";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // What came with the page is not asked for again while a slow machine begins to act; a return to the tab always is.
        staleTime: 10_000,
        gcTime: 10 * 60_000,
        networkMode: "always",
        refetchOnWindowFocus: "always",
        refetchOnReconnect: true,
        retry: (count, error) =>
          count < 1 && !(error instanceof ApiProblem && error.status < 500 && error.status > 0),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
