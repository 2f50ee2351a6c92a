/** Puts answers into the page before it leaves the server: the same keys the browser asks for, read without HTTP. */
import { type DataTag, dehydrate, HydrationBoundary, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { createQueryClient } from "@/lib/client/query-client";

type Prefetch = { queryKey: QueryKey; read: () => Promise<unknown> };

/** `options` name what the browser would ask; `read` answers it from a view. */
export function prefetch<T>(
  options: { queryKey: DataTag<QueryKey, T, Error> },
  read: () => Promise<NoInfer<T>>,
): Prefetch {
  return { queryKey: options.queryKey, read };
}

/** What cannot be read is left out: the browser asks for it and shows the failure in its place. */
export async function Prefetched({
  reads,
  children,
}: {
  reads: readonly Prefetch[];
  children: ReactNode;
}) {
  const client = createQueryClient();
  await Promise.all(
    reads.map(({ queryKey, read }) =>
      client.prefetchQuery({ queryKey, queryFn: read, retry: false }),
    ),
  );
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
