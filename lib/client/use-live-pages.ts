"use client";
/** A paged query whose pages are asked for again at the pace of the refresh picker while `live`. */
import {
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { useRefreshMs } from "./preferences";

export function useLivePages<T, K extends QueryKey>(
  options: UseInfiniteQueryOptions<T, Error, InfiniteData<T>, K, string | undefined>,
  live: boolean,
) {
  const refreshMs = useRefreshMs();
  return useInfiniteQuery({
    ...options,
    refetchInterval: live && refreshMs > 0 ? refreshMs : false,
    refetchIntervalInBackground: false,
  });
}
