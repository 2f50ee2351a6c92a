"use client";
/** The states of a query in their order: first load, failure without data, failure with old data, data. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiProblem } from "@/lib/client/call";
import { Empty } from "./empty";
import { ErrorNote } from "./error-note";

export function QueryStates<T>({
  query,
  skeleton,
  children,
}: {
  query: UseQueryResult<T>;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    if (query.error instanceof ApiProblem && [401, 403].includes(query.error.status)) {
      return (
        <Empty kind="no_permission" title="You may not see this">
          {query.error.message}
        </Empty>
      );
    }
    return query.error ? <ErrorNote error={query.error} onRetry={retry} /> : skeleton;
  }
  return (
    <>
      {query.error ? (
        <ErrorNote error={query.error} onRetry={retry} keeping className="mb-3" />
      ) : null}
      <div
        aria-busy={query.isPlaceholderData || undefined}
        className={
          query.isPlaceholderData || query.error ? "opacity-60 transition-opacity" : undefined
        }
      >
        {children(query.data)}
      </div>
    </>
  );
}
