"use client";
/** Sends a change to an endpoint; afterwards everything on the page is asked for again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RouteName } from "@/lib/contract/routes";
import { type BodyOf, call, type ParamsOf, type ResponseOf } from "./call";

export type ChangeInput<N extends RouteName> = {
  params?: ParamsOf<N> & Record<string, string | number>;
  body?: BodyOf<N>;
};

export function useChange<N extends RouteName>(name: N, onDone?: (answer: ResponseOf<N>) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: ChangeInput<N>) => call(name, input),
    onSuccess: (answer) => {
      void client.invalidateQueries();
      onDone?.(answer);
    },
  });
}
