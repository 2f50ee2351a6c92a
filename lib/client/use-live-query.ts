"use client";
/** A query that polls at the pace of the header's refresh picker, rests while the tab is hidden and catches up on return. */
import {
  type DefaultError,
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
  useQuery,
} from "@tanstack/react-query";
import { useRefreshMs } from "./preferences";

/** Queries with this mark count for the "as of" pill. */
const LIVE = { live: true } as const;

/** @param live false for an answer about the past, which stays as it is */
export function useLiveQuery<T, K extends QueryKey>(
  options: UseQueryOptions<T, DefaultError, T, K>,
  live = true,
): UseQueryResult<T> {
  const refreshMs = useRefreshMs();
  return useQuery({
    ...options,
    meta: live ? LIVE : {},
    refetchInterval: !live || refreshMs === 0 ? false : refreshMs,
    refetchIntervalInBackground: false,
  });
}
