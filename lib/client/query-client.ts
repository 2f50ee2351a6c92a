/** The query client's settings, the same on the server's prefetch and in the browser. */
import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./call";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Hydrated answers are not asked for again at once; a return to the tab always is.
        staleTime: 3_000,
        gcTime: 10 * 60_000,
        networkMode: "always",
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
        retry: (count, error) =>
          count < 1 && !(error instanceof ApiProblem && error.status < 500 && error.status > 0),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
