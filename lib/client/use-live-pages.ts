"use client";
/** A paged query whose pages are asked for again at the pace of the refresh picker while `live`. */
import {
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { usePreferences } from "./preferences";

export function useLivePages<T, K extends QueryKey>(
  options: UseInfiniteQueryOptions<T, Error, InfiniteData<T>, K, string | undefined>,
  live: boolean,
) {
  const { preferences } = usePreferences();
  return useInfiniteQuery({
    ...options,
    refetchInterval: live && preferences.refreshMs > 0 ? preferences.refreshMs : false,
    refetchIntervalInBackground: false,
  });
}
